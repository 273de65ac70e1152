using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>
/// <c>arena.db</c>: one writer connection behind a gate, and read-only connections for everyone else. After a failed write the writer is
/// opened anew and all memory is loaded from the file again, so that memory never knows more than the disk.
/// </summary>
/// <remarks>One writer connection also because SQLite up to 3.51.2 can lose a WAL reset when two connections write.</remarks>
internal sealed partial class ArenaFile(ArenaFileOptions options, ILogger<ArenaFile> logger) : IAsyncDisposable
{
    // 2: batches may lie in runs (table batch_run), which an older Arena would take for batches that never came.
    private const int Version = 2;
    private const int KeptReaders = 4;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly List<IFilePart> _parts = [];
    private FileStream? _owned;
    private SqliteConnection? _writer;
    private bool _disposed;

    public string Path => options.Path;

    /// <summary>Whether it has been opened; it stays so through failed writes.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Registers a part before the file is opened; it is disposed with the file.</summary>
    public void Add(IFilePart part) => _parts.Add(part);

    /// <summary>Opens the file and its parts; repeated after a failure, it tries again.</summary>
    /// <exception cref="StoreUnavailableException">It can't be opened or another process has it.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            EnsureOpen();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="write"/> in a transaction. When this returns it is durable, and what the parts staged is visible.</summary>
    /// <exception cref="StoreUnavailableException">Nothing of it happened.</exception>
    public async ValueTask WriteAsync(Action write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            EnsureOpen();
            Transact(write);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="read"/> on a read-only connection that sees all that is durable.</summary>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!IsOpen)
            throw new InvalidOperationException($"{Path} has not been opened: call OpenAsync first");
        SqliteConnection? reader = null;
        try
        {
            if (!_readers.TryTake(out reader))
                reader = Connect(SqliteOpenMode.ReadOnly);
            var result = read(reader);
            Return(reader);
            reader = null;
            return result;
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Unavailable(Path, fault);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            IsOpen = false;
            while (_readers.TryTake(out var reader))
                await reader.DisposeAsync();
            _parts.ForEach(part => part.Dispose());
            CloseWriter();
            if (_owned is not null)
                await _owned.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Return(SqliteConnection reader)
    {
        if (_disposed || _readers.Count >= KeptReaders)
            reader.Dispose();
        else
            _readers.Add(reader);
    }

    private void EnsureOpen()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is not null)
            return;
        Own();
        try
        {
            _writer = Connect(SqliteOpenMode.ReadWriteCreate);
            Prepare(_writer);
            Transact(() => _parts.ForEach(part => part.Open(_writer)));
            IsOpen = true;
        }
        catch (SqliteException fault)
        {
            CloseWriter();
            throw SqliteFault.Unavailable(Path, fault);
        }
        catch
        {
            CloseWriter();
            throw;
        }
    }

    // Two services on one file would each trust their own memory.
    private void Own()
    {
        if (_owned is not null)
            return;
        try
        {
            Directory.CreateDirectory(options.Directory);
            _owned = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{Path} can't be used: another arena-ingest has it, or the folder may not be written ({fault.Message})", fault);
        }
    }

    private void Transact(Action write)
    {
        try
        {
            Statement.Run(_writer!, "BEGIN IMMEDIATE");
            write();
            Statement.Run(_writer!, "COMMIT");
        }
        catch (SqliteException fault)
        {
            // Whether a failed COMMIT reached the disk is unknown: only the file can tell, so memory is loaded from it again.
            CloseWriter();
            LogWriteFailed(fault, Path);
            throw SqliteFault.Unavailable(Path, fault);
        }
        catch
        {
            RollBack();
            throw;
        }

        _parts.ForEach(part => part.Publish());
    }

    private void RollBack()
    {
        try
        {
            Statement.Run(_writer!, "ROLLBACK");
            _parts.ForEach(part => part.Discard());
        }
        catch (SqliteException fault)
        {
            LogWriteFailed(fault, Path);
            CloseWriter();
        }
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.LockTimeout.TotalSeconds)),
        }.ToString());
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

    private void Prepare(SqliteConnection writer)
    {
        using var read = new Statement(writer, "PRAGMA user_version", 0);
        var version = (long)read.Scalar()!;
        if (version > Version)
            throw new StoreUnavailableException($"{Path} was made by a newer Arena (format {version}, this one knows {Version}): start that one");
        Statement.Run(writer, "PRAGMA journal_mode = WAL");
        Statement.Run(writer, "PRAGMA synchronous = FULL");
        Statement.Run(writer, "PRAGMA journal_size_limit = 67108864");
        Statement.Run(writer, $"PRAGMA user_version = {Version}");
        if (options.MaxFileBytes is { } most)
        {
            using var size = new Statement(writer, "PRAGMA page_size", 0);
            Statement.Run(writer, $"PRAGMA max_page_count = {most / (long)size.Scalar()!}");
        }
    }
}
