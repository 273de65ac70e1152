using System.Globalization;
using Arena.Edge.Outbox.Sqlite.Salvage;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Finds, checks, makes and opens the file of an outbox: <c>{folder}/outbox.db</c>.</summary>
internal static partial class OutboxFile
{
    public const string Name = "outbox.db";

    /// <summary>Page size of a new outbox; one that an older worker made keeps its own.</summary>
    public const int PageBytes = 1024;

    /// <summary>Page size of the outboxes of older workers.</summary>
    public const int FormerPageBytes = 4096;

    // The log is moved into the file beyond this, however large pages are.
    private const int LogBytes = 4 << 20;

    /// <summary>
    /// Opens the outbox in a folder, or makes one. A damaged one, and one that was found to be an old copy or a clone, is renewed first. The caller
    /// holds the <see cref="OutboxLock"/>.
    /// </summary>
    /// <exception cref="OutboxUnusableException">The file belongs to a newer worker or another program, or can't be opened.</exception>
    public static SqliteOutbox Open(string folder, OutboxOptions options, TimeProvider time, ILogger logger)
    {
        var path = Path.Combine(folder, Name);
        var renewal = new OutboxRenewal(folder, options, time, logger);
        renewal.FinishInterrupted();
        if (TryOpen(path, options, time.GetUtcNow(), logger, out var reason) is { } outbox) return outbox;

        renewal.Run(reason!);
        return TryOpen(path, options, time.GetUtcNow(), logger, out reason)
            ?? throw new OutboxUnusableException($"{path} was made anew and is damaged at once ({reason!.What}): the storage fails, replace it");
    }

    /// <summary>Opens a file to read it, while a worker may be writing it.</summary>
    /// <remarks>
    /// A file without a log was closed in order and nobody writes it. It is opened as immutable, or SQLite would leave a log beside it that
    /// belongs to whoever looked, and the worker's own user might not be able to write that.
    /// </remarks>
    public static SqliteConnection OpenToRead(string path) => Connect(
        File.Exists(path + "-wal") ? path : $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);

    /// <summary>What SQLite or a reader says when a file's bytes are not what was written.</summary>
    public static bool IsDamage(Exception error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_ERROR
            or SQLitePCL.raw.SQLITE_MISMATCH or SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_FORMAT or SQLitePCL.raw.SQLITE_TOOBIG
            or SQLitePCL.raw.SQLITE_READONLY,
        InvalidCastException or InvalidOperationException or FormatException or OverflowException or ArgumentException => true,
        _ => false,
    };

    /// <summary>Opens a connection of its own to a file.</summary>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        // Pooling would keep the file open after Dispose, and with it the lock on the data folder meaningless.
        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 };
        var connection = new SqliteConnection(address.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes an empty outbox with a new epoch.</summary>
    public static void Make(SqliteConnection connection, OutboxOptions options, DateTimeOffset now)
    {
        Configure(connection, options);
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Run(OutboxSchema.Create);
        OutboxSchema.AddWhatIsNew(connection);
        connection.Run(
            "INSERT INTO outbox (id, epoch, created, highest, generation, low, chain, chain_at) VALUES (1, $epoch, $created, 0, 0, 0, $chain, 0)",
            ("$epoch", Epoch.New().ToString()),
            ("$created", UnixTime.From(now).Microseconds),
            ("$chain", BatchChain.Start.ToArray()));
        HeadCheck.Sign(connection);
        connection.Run(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {OutboxSchema.ApplicationId}; PRAGMA user_version = {OutboxSchema.Version}"));
        transaction.Commit();
    }

    private static SqliteOutbox? TryOpen(string path, OutboxOptions options, DateTimeOffset now, ILogger logger, out RenewalReason? reason)
    {
        // SQLite takes a log that breaks off for one that ends there, and would throw the rest away.
        reason = WalFrames.Of(path).Damage is { Length: > 0 } damage ? new RenewalReason(GapCause.OutboxDamaged, damage) : null;
        if (reason is not null) return null;
        var connection = default(SqliteConnection);
        try
        {
            connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
            reason = Check(connection, path, options, now, logger);
            if (reason is not null) return null;
            var outbox = new SqliteOutbox(connection);
            connection = null;
            return outbox;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_READONLY && !IsWritable(path))
        {
            throw new OutboxUnusableException($"{path} can't be written ({error.Message}): give the worker's user write access", error);
        }
        catch (Exception error) when (IsDamage(error))
        {
            reason = new RenewalReason(GapCause.OutboxDamaged, error.Message);
            return null;
        }
        catch (SqliteException error)
        {
            throw new OutboxUnusableException($"{path} can't be opened ({error.Message}): check that the folder is writable and the disk is not full", error);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private static RenewalReason? Check(SqliteConnection connection, string path, OutboxOptions options, DateTimeOffset now, ILogger logger)
    {
        var (application, version) = (connection.Number("PRAGMA application_id"), connection.Number("PRAGMA user_version"));
        var made = connection.Number("SELECT count(*) FROM sqlite_schema") > 0;
        if ((application, version) != (OutboxSchema.ApplicationId, OutboxSchema.Version) && made) Refuse(connection, path, application, version);
        if (connection.Text("PRAGMA quick_check(1)") is var verdict and not "ok") return new RenewalReason(GapCause.OutboxDamaged, verdict);
        if (!made)
        {
            Make(connection, options, now);
            return null;
        }

        Configure(connection, options);
        using var transaction = connection.BeginTransaction(deferred: false);
        OutboxSchema.AddWhatIsNew(connection);
        if (new OutboxInspection(connection).Damage() is { Length: > 0 } damage) return new RenewalReason(GapCause.OutboxDamaged, damage);
        if (connection.Text("SELECT renew FROM outbox") is { Length: > 0 } asked) return RenewalReason.Of(asked);
        foreach (var mended in OutboxUpgrade.Apply(connection)) Mended(logger, path, mended);
        transaction.Commit();
        return null;
    }

    // The hash over the outbox's own row tells a header with a changed bit from a file of another worker or program.
    private static void Refuse(SqliteConnection connection, string path, long application, long version)
    {
        if (SalvagedHead.AsFarAsReadable(connection, "SELECT own_check FROM outbox", row => row[0] is byte[]).FirstOrDefault()
            && SalvagedHead.AsFarAsReadable(connection, "SELECT 1", _ => HeadCheck.Verify(connection).Own).FirstOrDefault())
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its header says application {application:x}, schema {version}"));
        }

        if (version > OutboxSchema.Version)
        {
            throw new OutboxUnusableException(
                string.Create(CultureInfo.InvariantCulture, $"{path} has schema {version}, this worker knows {OutboxSchema.Version}: install the newer worker again"));
        }

        throw new OutboxUnusableException($"{path} is a database of another program: give the worker its own --data");
    }

    private static void Configure(SqliteConnection connection, OutboxOptions options)
    {
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size = {PageBytes}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY"));
        var pageBytes = connection.Number("PRAGMA page_size");
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {options.MaxFileBytes / pageBytes}; PRAGMA wal_autocheckpoint = {LogBytes / pageBytes}"));
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "ALARM: in the outbox {Path}, {Mended}.")]
    private static partial void Mended(ILogger logger, string path, string mended);
}
