using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Growth;

/// <summary>What ingest used for a load from a venue of some size.</summary>
/// <param name="SamplesPerSecond">From letting it go until all were stored.</param>
/// <param name="CpuPerMillion">CPU seconds for a million samples, user and system.</param>
/// <param name="IdleMiB">Memory in use before the first sample.</param>
/// <param name="PeakMiB">Most memory it ever had in use.</param>
internal sealed record GrowthFigures(double SamplesPerSecond, double CpuPerMillion, double IdleMiB, double PeakMiB);

/// <summary>
/// One venue's load into <c>arena-ingest</c> with its own store: started, warmed, held while the load is queued at the broker, let go, measured until the last
/// sample is stored.
/// </summary>
/// <param name="published">Arena's programs.</param>
/// <param name="venue">Its size.</param>
/// <param name="warmUp">Samples sent before: whoever compiles hot code does it while these come, and every series has begun after them.</param>
/// <param name="samples">Samples measured.</param>
internal sealed class GrowthLap(Published published, BenchVenue venue, long warmUp, long samples)
{
    public const int SamplesPerMessage = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <exception cref="InvalidOperationException">Samples are missing, or there are more than were sent: no result.</exception>
    public async Task<GrowthFigures> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var broker = await BenchBroker.StartAsync();
        var site = folder.Child("site.yaml");
        await BenchManifest.WriteAsync(venue, site, cancellationToken);
        await using var ingest = await published.StartIngestAsync(
            "run", "--site", site, "--data", folder.Path, "--mqtt", $"127.0.0.1:{broker.Port}", "--http", "0");
        await ingest.LineAsync("arena-ingest ready", Patience);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await RunAsync(folder.Path, broker, ingest, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{venue.Nodes} nodes, {venue.Series} series: not all samples were stored within {Patience}. It said:\n{ingest.Output}", late);
        }
    }

    private async Task<GrowthFigures> RunAsync(string data, BenchBroker broker, ChildProcess ingest, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var perTick = venue.Nodes * (venue.SeriesPerNode / SamplesPerMessage);
        var (warmTicks, ticks) = (Math.Max(1, warmUp / venue.Series), Math.Max(1, samples / venue.Series));
        var load = new Load(venue, SamplesPerMessage, time.GetUtcNow().AddSeconds(-(warmTicks + ticks)));
        var (warm, end) = (warmTicks * (long)perTick, (warmTicks + ticks) * perTick);
        var idle = ingest.MostResidentBytes;
        using var stored = new StoredCount(data);
        await using var publisher = await LoadPublisher.ConnectAsync(broker.Port, cancellationToken);

        await publisher.PublishAsync(load, 0, warm, cancellationToken);
        await ReachedAsync(stored, warm);
        await Task.Delay(Settling, time, cancellationToken);

        ingest.Stop();
        await publisher.PublishAsync(load, warm, end, cancellationToken);
        var (used, began) = (ProcessorTime.Of(ingest.Id), time.GetTimestamp());
        ingest.Continue();
        await ReachedAsync(stored, end);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var millions = (end - warm) * SamplesPerMessage / 1e6;
        return new GrowthFigures(millions * 1e6 / seconds, (ProcessorTime.Of(ingest.Id) - used) / millions, idle / (double)(1 << 20), ingest.MostResidentBytes / (double)(1 << 20));

        async Task ReachedAsync(StoredCount count, long messages)
        {
            while (count.Now() is var now && now != messages * SamplesPerMessage)
            {
                if (now > messages * SamplesPerMessage)
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{now} samples are stored, and {messages * SamplesPerMessage} were sent"));
                if (ingest.HasExited)
                    throw new InvalidOperationException($"ingest ended. It said:\n{ingest.Output}");
                await Task.Delay(Look, time, cancellationToken);
            }
        }
    }
}
