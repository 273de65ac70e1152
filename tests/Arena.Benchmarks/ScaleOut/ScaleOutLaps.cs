using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.Ingest.Tests.Servers;

namespace Arena.Benchmarks.ScaleOut;

/// <summary>
/// One, two and four ingest services behind a shared subscription, their ledger in PostgreSQL, and one with a ledger of its own for comparison. Broker, load,
/// services and both databases share the machine, so it shows what a sample costs with several, not how far they reach.
/// </summary>
internal static class ScaleOutLaps
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Scenario Scenario { get; } = new("ScaleOut", "1, 2 and 4 ingest services at one ledger in PostgreSQL, against one with its own", RunAsync) { Asked = Asked.ByLong };

    private static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        if (PostgresProcess.Missing is { } missing)
        {
            bench.Say(missing);
            return;
        }

        foreach (var shape in (Shape[])[Shape.Single, Shape.Packs])
        {
            foreach (var services in (int[])[0, 1, 2, 4])
                await LapAsync(bench, shape, services, cancellationToken);
        }
    }

    // Services at the shared ledger; 0 for one with its own.
    private static async Task LapAsync(Bench bench, Shape shape, int services, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var load = shape.Load(TimeProvider.System.GetUtcNow());
        await using var stage = await Stage.SetAsync(load, limit.Token);
        await using var crew = await Crew.StartAsync(stage, services, bench.Published, limit.Token);
        await using var publisher = await LoadPublisher.ConnectAsync(stage.Broker.Port, limit.Token);
        var (warm, end) = ((long)shape.WarmTicks * load.MessagesPerTick, (long)(shape.WarmTicks + shape.Ticks) * load.MessagesPerTick);
        await publisher.PublishAsync(load, 0, warm, limit.Token);
        await StoredAsync(stage, crew, warm * load.SamplesPerMessage, limit.Token);
        await Task.Delay(Settling, TimeProvider.System, limit.Token);

        var prepared = publisher.Prepare(load, warm, end);
        var (cpu, ledger, began) = (crew.ProcessorSeconds, crew.LedgerSeconds, TimeProvider.System.GetTimestamp());
        await publisher.PublishAsync(prepared, limit.Token);
        await StoredAsync(stage, crew, end * load.SamplesPerMessage, limit.Token);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var millions = (end - warm) * load.SamplesPerMessage / 1e6;
        Add(bench, shape, services, millions * 1e6 / seconds, (crew.ProcessorSeconds - cpu) / millions, (crew.LedgerSeconds - ledger) / millions);
    }

    private static void Add(Bench bench, Shape shape, int services, double pace, double cpu, double ledger)
    {
        var group = $"Several ingest services, {shape.Name}, one lap";
        var name = services == 0 ? "1 service, ledger of its own" : string.Create(CultureInfo.InvariantCulture, $"{services} service{(services == 1 ? "" : "s")}, shared ledger");
        bench.Report.Add(group, $"{name}: samples/s", pace, "1/s", "all of it on this machine");
        bench.Report.Add(group, $"{name}: CPU of the services", cpu, "CPU s/M");
        if (services > 0)
            bench.Report.Add(group, $"{name}: CPU of PostgreSQL", ledger, "CPU s/M");
        bench.Say(string.Create(CultureInfo.InvariantCulture, $"  {shape.Name}, {name}: {pace:#,0} samples/s, {cpu:0.00} CPU s/M, PostgreSQL {ledger:0.00}"));
    }

    private static async Task StoredAsync(Stage stage, Crew crew, long samples, CancellationToken cancellationToken)
    {
        while (await stage.Database.CountAsync(cancellationToken) is var count && count != samples)
        {
            if (count > samples) throw new InvalidOperationException($"{count} samples are stored, and {samples} were sent");
            crew.ThrowIfEnded();
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
