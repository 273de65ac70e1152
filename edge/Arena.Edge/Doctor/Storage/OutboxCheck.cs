using System.Globalization;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Outbox.Sqlite.Salvage;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Doctor.Storage;

/// <summary>A node's outbox: whether it is whole, and what waits in it. Read as of one moment; nothing is changed.</summary>
internal static class OutboxCheck
{
    /// <summary>A larger one takes longer to look through than anybody waits; the worker does it at its start.</summary>
    private const long LargestBytes = 512_000_000;

    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    /// <summary>What it holds; null where there is none or it can't be read.</summary>
    public static OutboxStatus? Status(string folder)
    {
        try
        {
            return File.Exists(Path.Combine(folder, OutboxFile.Name)) ? OutboxReading.Status(folder) : null;
        }
        catch (Exception error) when (OutboxFile.IsDamage(error) || error is SqliteException or Outbox.OutboxUnusableException)
        {
            return null;
        }
    }

    /// <param name="folder">The node's, in the data folder.</param>
    /// <param name="running">The worker writes it now.</param>
    /// <param name="now">The time.</param>
    public static Finding Look(string folder, bool running, DateTimeOffset now)
    {
        var path = Path.Combine(folder, OutboxFile.Name);
        if (!File.Exists(path)) return Finding.Skipped($"There is no outbox in {folder} yet: 'arena-edge run' makes it.");
        try
        {
            var looked = new FileInfo(path).Length <= LargestBytes;
            var damage = looked ? Damage(path, running) : "";
            var state = looked ? "The outbox is whole" : "The outbox is too large to be looked through here (the worker does it at its start)";
            var status = OutboxReading.Status(folder);
            var dump = string.Create(CultureInfo.InvariantCulture, $"epoch {status.Epoch}, sealed {status.Sealed}, generation {status.Generation}, acknowledged_low {status.AcknowledgedLow}, acknowledged {status.Acknowledged}, waiting {status.Waiting}, kept {status.Kept}, samples {status.Samples}, bytes {status.Bytes}");
            if (damage.Length > 0) return Damaged(path, damage) with { Dump = dump };
            if (status.OldestWaiting is { } oldest && now - oldest.ToDateTimeOffset() is var age && age > Overdue)
                return Finding.Warning($"{state}, and {status.Waiting} of {status.Sealed} batches wait for ingest, the oldest for {Words(age)}.", $"See the broker's checks below, and whether ingest runs.") with { Dump = dump };
            return Finding.Ok($"{state}: {status.Sealed} batches sealed in epoch {status.Epoch}, {status.Waiting} of them wait for ingest.") with { Dump = dump };
        }
        catch (Exception error) when (OutboxFile.IsDamage(error) || error is Outbox.OutboxUnusableException)
        {
            return Damaged(path, error.Message);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Finding.Failed($"{path} can't be read: {error.Message}", $"Run doctor as the worker's user or as root.");
        }
    }

    private static Finding Damaged(string path, string what) =>
        Finding.Failed($"The outbox {path} is damaged: {what}.", $"Leave it where it is: 'arena-edge run' salvages it at its start, keeps the damaged file aside and tells in the log what is lost. Replace the card if it comes again.");

    private static string Damage(string path, bool running)
    {
        if (!running && WalFrames.Of(path).Damage is { Length: > 0 } torn) return torn;
        using var connection = OutboxFile.OpenToRead(path);
        using var moment = connection.BeginTransaction(deferred: true);
        if (connection.Text("PRAGMA quick_check(1)") is var verdict and not "ok") return verdict ?? "SQLite does not say what";
        return new OutboxInspection(connection).Damage();
    }

    private static string Words(TimeSpan age) => age.TotalDays >= 2 ? FormattableString.Invariant($"{age.TotalDays:0} days") : FormattableString.Invariant($"{age.TotalMinutes:0} minutes");
}
