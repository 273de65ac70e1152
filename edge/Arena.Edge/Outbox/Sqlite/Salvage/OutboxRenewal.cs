using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>Why an outbox is renewed.</summary>
/// <param name="Cause">Damaged or forked.</param>
/// <param name="What">What was found, for people.</param>
internal sealed record RenewalReason(GapCause Cause, string What)
{
    /// <summary>From the word that was left in the file.</summary>
    public static RenewalReason Of(string asked) => asked.StartsWith(OutboxRenewal.Damage, StringComparison.Ordinal)
        ? new RenewalReason(GapCause.OutboxDamaged, asked[OutboxRenewal.Damage.Length..])
        : new RenewalReason(GapCause.OutboxForked, asked);
}

/// <summary>
/// Puts a new outbox in the place of a damaged or forked one: what ingest has not proven to have is sealed anew in a new epoch, and what can't be
/// read is declared. The old file is kept aside.
/// </summary>
/// <remarks>
/// <code>
///   outbox.db ──salvage──► outbox-new.db ─ flushed ─► outbox.db is renamed aside ─► outbox-new.db becomes outbox.db
/// </code>
/// A power cut before the first rename: it is done again from the start. After it: the second rename is all that is left to do.
/// </remarks>
internal sealed partial class OutboxRenewal(string folder, OutboxOptions options, TimeProvider time, ILogger logger)
{
    public const string NewName = "outbox-new.db";

    /// <summary>Begins the word that asks for a renewal because of damage, and not because of a fork.</summary>
    public const string Damage = "damaged: ";

    private readonly string _path = Path.Combine(folder, OutboxFile.Name);
    private readonly string _new = Path.Combine(folder, NewName);

    /// <summary>Finishes a renewal that a power cut interrupted, or clears away what it left.</summary>
    public void FinishInterrupted()
    {
        if (!File.Exists(_new)) return;
        if (File.Exists(_path))
        {
            AsideFiles.Delete(_new);
            return;
        }

        // A log that was left behind belongs to the file that was renamed.
        AsideFiles.Move(_path, Directory.GetFiles(folder, "outbox-*-*Z*.db").OrderDescending(StringComparer.Ordinal).FirstOrDefault(file => !File.Exists(file + "-wal"))
            ?? AsideFiles.NameFor(folder, "damaged", time.GetUtcNow()));
        AsideFiles.Move(_new, _path);
        Finished(logger, _path);
    }

    /// <summary>Renews the outbox; it can be opened when this returns.</summary>
    /// <exception cref="OutboxUnusableException">There is no room for it.</exception>
    public void Run(RenewalReason reason)
    {
        try
        {
            Build(reason);
        }
        catch (Exception full) when (IsFull(full))
        {
            AsideFiles.Prune(folder, newest: null, most: 0);
            BuildInWhatRoomThereIs(reason);
        }

        var aside = AsideFiles.NameFor(folder, reason.Cause == GapCause.OutboxForked ? "forked" : "damaged", time.GetUtcNow());
        AsideFiles.Move(_path, aside);
        AsideFiles.Move(_new, _path);
        AsideFiles.Prune(folder, newest: aside);
        Renewed(logger, _path, reason.What, aside);
    }

    private void BuildInWhatRoomThereIs(RenewalReason reason)
    {
        try
        {
            Build(reason);
        }
        catch (Exception error) when (IsFull(error))
        {
            AsideFiles.Delete(_new);
            throw new OutboxUnusableException($"{_path} must be renewed ({reason.What}), and there is no room for what can be salvaged: free some disk", error);
        }
    }

    private void Build(RenewalReason reason)
    {
        AsideFiles.Delete(_new);
        using var old = OutboxSalvage.Open(_path);
        var connection = OutboxFile.Connect(_new, SqliteOpenMode.ReadWriteCreate);

        // Nothing counts before the last step, so only that is flushed.
        OutboxFile.Make(connection, options, time.GetUtcNow());
        connection.Run("PRAGMA synchronous = OFF");

        // A ledger that is newer than the one that had confirmed the old epoch must be seen to be.
        connection.Run("UPDATE outbox SET generation = $generation", ("$generation", old.Head.Generation));
        using var log = new BatchLog(new SqliteOutbox(connection), options, time);
        SealAnew(old, reason, log);
        OtherTables.Copy(old.Connection, connection);
        if (old.Epoch is { } ended) FormerTable.Began(connection, ended, old.Head.Created ?? Now);
        foreach (var state in old.Series) SeriesCheck.Save(connection, state);
        connection.Run("UPDATE outbox SET renewed_at = $now", ("$now", Now.Microseconds));
        HeadCheck.Sign(connection);
        connection.Run("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)");
        Salvaged(logger, log.Highest, old.Epoch?.ToString() ?? "unknown", log.Epoch.ToString());
    }

    private static bool IsFull(Exception error) =>
        error is OutboxFullException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } or IOException;

    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    private void SealAnew(OutboxSalvage old, RenewalReason reason, BatchLog log)
    {
        if (old.Epoch is not { } epoch)
        {
            log.Seal([], [], [new Gap(reason.Cause, Now, Now) { Detail = $"nothing of the outbox could be read: {reason.What}" }]);
            return;
        }

        var closing = new ClosingGaps(old, reason.Cause, epoch, Now);
        foreach (var sequence in old.Batches.Where(sequence => sequence > old.Head.Proven).ToList())
        {
            var reading = old.Read(sequence);
            if (reading.Samples.Count + reading.Gaps.Count == 0) continue;
            log.Seal([.. reading.Samples], [], reading.Gaps);
            var times = reading.Samples.Select(sample => sample.Time).DefaultIfEmpty(Now).ToList();
            closing.Resealed(sequence, new ResealedBatch(times.Min(), times.Max(), reading.Rejected.Count));
        }

        foreach (var gaps in closing.All(log.Epoch).Chunk(PendingGaps.MostInABatch)) log.Seal([], [], gaps);
    }

    [LoggerMessage(LogLevel.Error, "ALARM: the outbox {Path} is renewed ({Reason}). The old file is kept as {Aside}.")]
    private static partial void Renewed(ILogger logger, string path, string reason, string aside);

    [LoggerMessage(LogLevel.Warning, "{Batches} batches hold what could be salvaged of epoch {Epoch} and the gaps that close it, in the new epoch {New}.")]
    private static partial void Salvaged(ILogger logger, long batches, string epoch, string @new);

    [LoggerMessage(LogLevel.Warning, "A renewal of {Path} that was interrupted is finished.")]
    private static partial void Finished(ILogger logger, string path);
}
