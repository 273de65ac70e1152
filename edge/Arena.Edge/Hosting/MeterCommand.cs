using System.CommandLine;
using System.Globalization;
using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Meter;
using Arena.Site;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Hosting;

/// <summary>
/// <c>arena-edge meter</c>: shows a meter's dial readings, or enters one, also while the worker runs: it takes it over with the meter's next reading.
/// </summary>
internal static class MeterCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var point = new Argument<string>("POINT") { Description = "A point with a pulse meter that has a 'display' in the manifest." };
        var site = new Option<string>("--site") { HelpName = "FILE", Description = "Site manifest (YAML).", Required = true };
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder that 'arena-edge run' was given.", Required = true };
        var quantity = new Option<string?>("--quantity") { HelpName = "NAME", Description = "Which register, where the point has several." };
        var reading = new Option<string?>("--reading") { HelpName = "DIGITS", Description = "What the display shows, such as 12345.6." };
        var at = new Option<string?>("--at") { HelpName = "TIME", Description = "When it was read, such as 2026-11-22T14:05:00+01:00. Default: now." };
        var by = new Option<string?>("--by") { HelpName = "NAME", Description = "Who read it." };
        var swapped = new Option<bool>("--swapped") { Description = "It is the display of another meter, just put in place." };
        var accept = new Option<bool>("--accept") { Description = "It is right, however much it differs from what was counted." };
        var command = new Command("meter", "Show a pulse meter's dial readings, or enter one, to which its register is then set.") { point, site, data, quantity, reading, at, by, swapped, accept };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(site),
            parsed.GetRequiredValue(data),
            parsed.GetRequiredValue(point),
            parsed.GetValue(quantity),
            parsed.GetValue(reading) is { } text
                ? (text, parsed.GetValue(at), parsed.GetValue(by), parsed.GetValue(swapped), parsed.GetValue(accept))
                : null,
            TimeProvider.System,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string site,
        string data,
        string point,
        string? quantity,
        (string Text, string? At, string? By, bool Swapped, bool Accept)? entered,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var manifest = SiteReader.ReadFile(site);
        if (manifest.Manifest is null) return Exit.Refused(manifest.Describe());
        if (Find(manifest.Manifest, point, quantity, out var fault) is not { } meter) return Exit.Refused([fault]);
        var folder = Path.Combine(data, meter.Node);
        var (book, series) = (new DialBook(folder), $"{meter.Plan.Point}/{meter.Plan.Quantity}");
        try
        {
            if (entered is not { } asked)
            {
                MeterReport.Write(meter.Plan, book.Of(series), Console.Out);
                return Exit.Clean;
            }

            var now = time.GetUtcNow();
            if (!TryTime(asked.At, now, out var at)) return Exit.Refused([$"--at {asked.At} is no time: give it with its offset, such as {now:yyyy-MM-dd'T'HH:mm:ss'Z'}"]);
            var entry = new DialEntry(asked.Text.Trim(), at, asked.By ?? "", asked.Swapped, asked.Accept);
            if (await CountAsync(folder, meter.Plan, entry.At, time, cancellationToken) is not { } pulses)
                return Exit.Refused([$"{folder} does not know what was counted at {entry.At:O}: read the display now, while the worker runs"]);
            if (new DialJudge(meter.Plan, series, book.Of(series)).Judge(entry, pulses, time.GetUtcNow(), out fault) is not { } judged) return Exit.Refused([fault]);
            MeterReport.WriteEntered(meter.Plan, book.Append(judged), Console.Out);
            return Exit.Clean;
        }
        catch (Exception error) when (error is SensorFault or SqliteException or OutboxUnusableException)
        {
            return Exit.Refused([error.Message]);
        }
    }

    private static (string Node, S0Plan Plan)? Find(SiteManifest site, string point, string? quantity, out string fault)
    {
        var meters = site.Nodes.SelectMany(node => node.Sensors.OfType<S0Plan>().Select(plan => (Node: node.Name, Plan: plan))).Where(meter => meter.Plan.Display is not null).ToList();
        var here = meters.FindAll(meter => meter.Plan.Point == point && (quantity is null || meter.Plan.Quantity == quantity));
        fault = here.Count switch
        {
            1 => "",
            0 => $"{point} has no such meter with a 'display' in the manifest: give one of {string.Join(", ", meters.Select(meter => meter.Plan.Point).Distinct())}",
            _ => $"{point} has several registers: give --quantity {string.Join(" or --quantity ", here.Select(meter => meter.Plan.Quantity))}",
        };
        return here.Count == 1 ? here[0] : null;
    }

    private static bool TryTime(string? text, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        return text is null || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }

    /// <summary>Pulses at the time. While a worker runs, its next sealed reading is waited for: the count then lies between two.</summary>
    private static async Task<double?> CountAsync(string folder, S0Plan plan, DateTimeOffset at, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, OutboxFile.Name))) return null;
        var since = time.GetTimestamp();
        while (true)
        {
            var around = PulseHistory.Around(folder, $"{plan.Point}/{plan.PulsesQuantity}", UnixTime.From(at));
            if (around is not { Before: not null, After: null } || !IsRunning(folder) || time.GetElapsedTime(since) > plan.Every + new OutboxOptions().MaxAge + (5 * LookEvery))
                return around.At(UnixTime.From(at));
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private static bool IsRunning(string folder)
    {
        try
        {
            OutboxLock.Take(folder).Dispose();
            return false;
        }
        catch (OutboxUnusableException)
        {
            return true;
        }
    }
}
