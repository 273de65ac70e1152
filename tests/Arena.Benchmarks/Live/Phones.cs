using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Live;

/// <summary>
/// The venue itself on a match day at its own pace, played by the real worker into ingest as <c>./arena up</c> runs it, and 200 phones that follow it: what
/// they cost ingest, what a phone is sent in a minute, and what happens when all 200 lose their line and come back in the same instant.
/// </summary>
internal sealed class Phones(Bench bench)
{
    private const int Count = 200;
    private const double MostPercent = 5;
    private const string Group = "200 phones, a match at its own pace";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Playing = TimeSpan.FromMinutes(5);
    private readonly TimeProvider _time = TimeProvider.System;

    public static Scenario Scenario { get; } = new("Live.Phones", "200 phones follow a match, and come back all at once", (bench, cancellationToken) => new Phones(bench).RunAsync(cancellationToken));

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var broker = await BenchBroker.StartAsync();
        var site = folder.Child("site.yaml");
        await WriteSiteAsync(site, cancellationToken);
        var mqtt = $"127.0.0.1:{broker.Port}";
        await using var ingest = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest", "run", "--site", site, "--data", Directory.CreateDirectory(folder.Child("ingest")).FullName, "--mqtt", mqtt, "--http", "0");
        var address = (await ingest.LineAsync("arena-ingest ready")).Split(' ')[^1];
        await using var edge = ChildProcess.StartArena(
            "edge/Arena.Edge", "arena-edge", "run", "--site", site, "--data", folder.Child("edge"), "--mqtt", mqtt, "--all", "--hardware", "virtual", "--clock", "trusted", "--history", "0.02");
        await edge.LineAsync("arena-edge ready", Playing);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4 * Count }) { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        await Task.Delay(Settling, _time, cancellationToken);

        var alone = await OverAsync(ingest, Measured, cancellationToken);
        bench.Report.Add(Group, "ingest with nobody watching", 100 * alone, "% of a core");

        var phones = await ComeAsync("all come, new", ingest, http, null, cancellationToken);
        await using var plain = await Phone.OpenAsync(http, "/api/v1/live", packed: false, null, cancellationToken);
        await using var packed = await Phone.OpenAsync(http, "/api/v1/live", packed: true, null, cancellationToken);
        await using var round = await Phone.OpenAsync(http, "/api/v1/live?sections=match,bins,round,board", packed: true, null, cancellationToken);
        await Task.Delay(Settling, _time, cancellationToken);

        Phone[] kinds = [plain, packed, round];
        long[] before = [.. kinds.Select(phone => phone.Bytes)];
        var watched = await OverAsync(ingest, Measured, cancellationToken);
        bench.Report.Add(Group, "ingest with 200 phones", 100 * watched, "% of a core");
        bench.Report.Add(Group, "what 200 phones cost", 100 * (watched - alone), "% of a core", null, Limit.NoMoreThan(MostPercent));
        foreach (var (phone, at, name) in kinds.Zip(before, (string[])["everything, plain text", "everything, packed", "a phone on the round"]))
            bench.Report.Add(Group, name, (phone.Bytes - at) / Measured.TotalMinutes / 1e3, "kB/min", string.Create(CultureInfo.InvariantCulture, $"{at:#,0} B till then"));

        phones = await AgainAsync("all come back, resumed", phones, ingest, http, plain.LastId, cancellationToken);
        phones = await AgainAsync("all come back, new", phones, ingest, http, null, cancellationToken);
        await LeaveAsync(phones);
    }

    private async Task<Phone[]> AgainAsync(string name, Phone[] phones, ChildProcess ingest, HttpClient http, string? lastId, CancellationToken cancellationToken)
    {
        await LeaveAsync(phones);
        return await ComeAsync(name, ingest, http, lastId, cancellationToken);
    }

    // All in the same instant: what the spread of retry is there to prevent.
    private async Task<Phone[]> ComeAsync(string name, ChildProcess ingest, HttpClient http, string? lastId, CancellationToken cancellationToken)
    {
        var (began, cpu) = (_time.GetTimestamp(), ProcessorTime.Of(ingest.Id));
        var phones = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Phone.OpenAsync(http, "/api/v1/live", packed: true, lastId, cancellationToken)));
        var took = _time.GetElapsedTime(began);
        bench.Report.Add(
            Group, $"{name}: until the last is served", took.TotalNanoseconds, "ns",
            string.Create(CultureInfo.InvariantCulture, $"{ProcessorTime.Of(ingest.Id) - cpu:0.00} CPU-s of ingest; {phones.Sum(phone => phone.Bytes) / 1e3 / Count:0.0} kB each"));
        return phones;
    }

    private static Task LeaveAsync(Phone[] phones) => Task.WhenAll(phones.Select(phone => phone.DisposeAsync().AsTask()));

    private async Task<double> OverAsync(ChildProcess ingest, TimeSpan span, CancellationToken cancellationToken)
    {
        var (began, cpu) = (_time.GetTimestamp(), ProcessorTime.Of(ingest.Id));
        await Task.Delay(span, _time, cancellationToken);
        if (ingest.HasExited) throw new InvalidOperationException($"ingest ended. It said:\n{ingest.Output}");
        return (ProcessorTime.Of(ingest.Id) - cpu) / _time.GetElapsedTime(began).TotalSeconds;
    }

    // The venue's own manifest, with one match: its first half is twenty minutes old.
    private async Task WriteSiteAsync(string site, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "hardware", "sites", "borlange-energi-arena.yaml"), cancellationToken);
        var matches = Array.FindIndex(lines, line => line.StartsWith("matches:", StringComparison.Ordinal));
        var after = Array.FindIndex(lines, matches + 1, line => line.Length > 0 && char.IsAsciiLetter(line[0]));
        var kickOff = TimeZoneInfo.ConvertTime(_time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm")).AddMinutes(-20);
        string match = string.Create(CultureInfo.InvariantCulture, $"  the-match: {{ opponent: Gästerna, kick_off: {kickOff:yyyy-MM-dd HH:mm}, expected_attendance: 6000 }}");
        await File.WriteAllLinesAsync(site, [.. lines[..(matches + 1)], match, .. after < 0 ? [] : lines[after..]], cancellationToken);
    }
}
