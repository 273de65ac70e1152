using System.Globalization;
using Arena.Ingest.Store;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// The way to PostgreSQL: one connection that writes, and holds this instance's name while it lives; a pool of others that read. When the writing connection
/// is lost it is opened anew, and who keeps something of the ledger in memory is told to load it again.
/// </summary>
internal sealed partial class LedgerSession : IAsyncDisposable
{
    // Two instances that wait for each other end one of the two waits after this many tries at the latest.
    private const int MostTries = 10;
    private const int InstanceLock = 0x4172_496E;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly NpgsqlDataSource _source;
    private readonly PostgresOptions _options;
    private readonly string _schema;
    private readonly Func<NpgsqlConnection, int, CancellationToken, Task> _load;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private NpgsqlConnection? _writer;
    private bool _disposed;

    /// <param name="options">Where, and as whom.</param>
    /// <param name="schema">Slug of the site.</param>
    /// <param name="load">Loads memory, within the transaction that opens the connection; is given the number of this instance.</param>
    /// <param name="time">The clock of the instance's start.</param>
    /// <param name="logger">Where it logs.</param>
    public LedgerSession(PostgresOptions options, string schema, Func<NpgsqlConnection, int, CancellationToken, Task> load, TimeProvider time, ILogger logger)
    {
        (_options, _schema, _load, _time, _logger) = (options, schema, load, time, logger);
        _source = PostgresSource.Create(options, schema);
    }

    /// <summary>It has been opened once; it stays so through failures.</summary>
    public bool IsOpen { get; private set; }

    public string Address => _options.Address;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await GuardAsync(() => EnsureOpenAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs work in a transaction; again, from the start, where another instance stood in its way. When this returns it is durable.</summary>
    /// <exception cref="StoreUnavailableException">Nothing of it happened, or it can't be known whether it did: then memory is loaded again.</exception>
    public async ValueTask WriteAsync(Func<NpgsqlConnection, Task> work, Action publish, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await GuardAsync(
                async () =>
                {
                    await EnsureOpenAsync(cancellationToken);
                    await TransactAsync(_writer!, work, cancellationToken);
                },
                cancellationToken);
            publish();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Asks on a connection that sees all that is durable.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        ThrowIfNotOpen();
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception fault) when (PostgresFault.IsOne(fault) && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(fault);
        }
    }

    /// <summary>The same, for callers that can't wait otherwise.</summary>
    public T Read<T>(Func<NpgsqlConnection, T> read)
    {
        ThrowIfNotOpen();
        try
        {
            using var connection = _source.OpenConnection();
            return read(connection);
        }
        catch (Exception fault) when (PostgresFault.IsOne(fault))
        {
            throw Unavailable(fault);
        }
    }

    /// <summary>Whether another instance holds its name at this ledger.</summary>
    public ValueTask<bool> HasCompanyAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection =>
        {
            // The two halves of an advisory lock's key stand in pg_locks as unsigned numbers (PostgreSQL manual, section 54.12).
            await using var ask = new NpgsqlCommand(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    SELECT EXISTS (
                        SELECT 1 FROM instance JOIN pg_locks
                        ON locktype = 'advisory' AND granted AND classid::bigint = {InstanceLock} AND objid::bigint = ((hashtext('{_schema}') # id)::bigint & 4294967295)
                        WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND name <> $1)
                    """),
                connection)
            {
                Parameters = { new() { Value = _options.Instance } },
            };
            return (bool)(await ask.ExecuteScalarAsync(cancellationToken))!;
        },
        cancellationToken);

    public void ThrowIfNotOpen()
    {
        if (!IsOpen)
            throw new InvalidOperationException($"the ledger at {Address} has not been opened: open the store first");
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
            await CloseAsync();
            await _source.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    // What became of a transaction whose end was not heard of only the server knows: memory is loaded from it again.
    private async Task GuardAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
        }
        catch (Exception fault) when (PostgresFault.IsOne(fault) && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(_logger, fault, Address);
            await CloseAsync();
            throw Unavailable(fault);
        }
        catch (OperationCanceledException)
        {
            await CloseAsync();
            throw;
        }
    }

    // A server that was restarted has ended all connections, those that lie in the pool too.
    private StoreUnavailableException Unavailable(Exception fault)
    {
        _source.Clear();
        return PostgresFault.Unavailable(Address, fault);
    }

    private static async Task TransactAsync(NpgsqlConnection writer, Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await writer.BeginTransactionAsync(cancellationToken);
            try
            {
                await work(writer);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (Exception contention) when (attempt < MostTries && (contention is OvertakenException || PostgresFault.IsContention(contention)))
            {
                await transaction.RollbackAsync(cancellationToken);
            }
        }
    }

    private async Task EnsureOpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is { State: System.Data.ConnectionState.Open })
            return;
        await CloseAsync();
        var writer = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var transaction = await writer.BeginTransactionAsync(cancellationToken);
            await Schema.BringUpToDateAsync(writer, _schema, cancellationToken);
            var instance = await TakeNameAsync(writer, cancellationToken);
            await _load(writer, instance, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }

        _writer = writer;
        IsOpen = true;
    }

    // Two programs under one name would count their writes to the database with the same numbers, and take each other's session with the broker.
    private async Task<int> TakeNameAsync(NpgsqlConnection writer, CancellationToken cancellationToken)
    {
        await using var register = new NpgsqlCommand(
            "INSERT INTO instance (name, started_us) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET started_us = excluded.started_us RETURNING id", writer)
        {
            Parameters = { new() { Value = _options.Instance }, new() { Value = UnixTimeNow() } },
        };
        var instance = (int)(await register.ExecuteScalarAsync(cancellationToken))!;
        await using var take = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_lock({InstanceLock}, hashtext('{_schema}') # {instance})"), writer);
        return (bool)(await take.ExecuteScalarAsync(cancellationToken))!
            ? instance
            : throw new StoreUnavailableException(
                $"another arena-ingest works on the ledger at {Address} as instance {_options.Instance}: give each its own --instance (after a crash of its machine it may take half a minute until the server notices)");
    }

    private long UnixTimeNow() => Wire.UnixTime.From(_time.GetUtcNow()).Microseconds;

    private async Task CloseAsync()
    {
        var writer = _writer;
        _writer = null;
        if (writer is not null)
            await PostgresSource.CloseAsync(writer);
    }

    [LoggerMessage(LogLevel.Debug, "A transaction with the ledger at {Address} failed; its connection is opened anew")]
    private static partial void LogFailed(ILogger logger, Exception fault, string address);
}

/// <summary>Another instance was faster in a way that only a new look at the tables can tell.</summary>
internal sealed class OvertakenException() : Exception("another instance was faster");
