using System.Globalization;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Finds, checks, makes and opens the file of an outbox: <c>{folder}/outbox.db</c>.</summary>
internal static partial class OutboxFile
{
    public const string Name = "outbox.db";

    private const int PageBytes = 4096;

    /// <summary>
    /// Opens the outbox in a folder, or makes one. A damaged file is renamed aside and a new outbox with a new epoch begins. The caller holds
    /// the <see cref="OutboxLock"/>.
    /// </summary>
    /// <exception cref="OutboxUnusableException">The file belongs to a newer worker or another program, or can't be opened.</exception>
    public static SqliteOutbox Open(string folder, OutboxOptions options, TimeProvider time, ILogger logger)
    {
        var path = Path.Combine(folder, Name);
        var now = time.GetUtcNow();
        if (TryOpen(path, options, now, out var damage) is { } outbox) return outbox;

        var aside = MoveAside(path, now);
        DamagedMovedAside(logger, path, damage, aside);
        return TryOpen(path, options, now, out damage)
            ?? throw new OutboxUnusableException($"{path} was made anew and is damaged at once ({damage}): the storage fails, replace it");
    }

    /// <summary>Opens a file to read it, while a worker may be writing it.</summary>
    /// <remarks>
    /// A file without a log was closed in order and nobody writes it. It is opened as immutable, or SQLite would leave a log beside it that
    /// belongs to whoever looked, and the worker's own user might not be able to write that.
    /// </remarks>
    public static SqliteConnection OpenToRead(string path) => Connect(
        File.Exists(path + "-wal") ? path : $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);

    private static SqliteOutbox? TryOpen(string path, OutboxOptions options, DateTimeOffset now, out string damage)
    {
        var connection = default(SqliteConnection);
        damage = "";
        try
        {
            connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
            Refuse(connection, path);
            if (connection.Text("PRAGMA quick_check(1)") is var verdict and not "ok")
            {
                damage = verdict;
                return null;
            }

            Prepare(connection, options, now);
            var outbox = new SqliteOutbox(connection);
            connection = null;
            return outbox;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            damage = error.Message;
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

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        // Pooling would keep the file open after Dispose, and with it the lock on the data folder meaningless.
        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 };
        var connection = new SqliteConnection(address.ToString());
        connection.Open();
        return connection;
    }

    private static void Refuse(SqliteConnection connection, string path)
    {
        var (application, version) = (connection.Number("PRAGMA application_id"), connection.Number("PRAGMA user_version"));
        if (version > OutboxSchema.Version)
        {
            throw new OutboxUnusableException(
                string.Create(CultureInfo.InvariantCulture, $"{path} has schema {version}, this worker knows {OutboxSchema.Version}: install the newer worker again"));
        }

        if (application != OutboxSchema.ApplicationId && connection.Number("SELECT count(*) FROM sqlite_schema") > 0)
            throw new OutboxUnusableException($"{path} is a database of another program: give the worker its own --data");
    }

    private static void Prepare(SqliteConnection connection, OutboxOptions options, DateTimeOffset now)
    {
        connection.Run("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
        connection.Run($"PRAGMA max_page_count = {(options.MaxFileBytes / PageBytes).ToString(CultureInfo.InvariantCulture)}");
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.Number("PRAGMA user_version") == OutboxSchema.Version) OutboxUpgrade.Apply(connection);
        else Make(connection, now);
        transaction.Commit();
    }

    private static void Make(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Run(OutboxSchema.Create);
        OutboxSchema.AddWhatIsNew(connection);
        connection.Run(
            "INSERT INTO outbox (id, epoch, created, highest, generation, low, chain, chain_at) VALUES (1, $epoch, $created, 0, 0, 0, $chain, 0)",
            ("$epoch", Epoch.New().ToString()),
            ("$created", UnixTime.From(now).Microseconds),
            ("$chain", BatchChain.Start.ToArray()));
        connection.Run(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {OutboxSchema.ApplicationId}; PRAGMA user_version = {OutboxSchema.Version}"));
    }

    private static string MoveAside(string path, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var aside = Enumerable.Range(0, 1000)
            .Select(attempt => Path.Combine(Path.GetDirectoryName(path)!, attempt == 0 ? $"outbox-damaged-{stamp}.db" : $"outbox-damaged-{stamp}-{attempt}.db"))
            .First(candidate => !File.Exists(candidate));
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(path + suffix)) File.Move(path + suffix, aside + suffix);
        }

        return aside;
    }

    [LoggerMessage(LogLevel.Error, "The outbox {Path} is damaged ({Damage}). It is kept as {Aside}; a new outbox with a new epoch begins.")]
    private static partial void DamagedMovedAside(ILogger logger, string path, string damage, string aside);
}
