using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// The ledger in PostgreSQL, for any number of ingest services at once. Numbers are merged in the database's transactions, under the lock of their epoch's
/// row; memory holds the epochs as they stood after this instance's last commit or its last look at what the others did (<see cref="RefreshAsync"/>).
/// </summary>
internal sealed partial class PostgresLedger : ILedger, ICommitLedger, IAsyncDisposable
{
    private readonly LedgerSession _session;
    private readonly ArenaFile _file;
    private readonly ArenaFileOptions _bounds;
    private readonly TimeProvider _time;
    private readonly EpochMemory _epochs = new();
    private readonly SaidHighest _said = new();
    private volatile IReadOnlyList<MintedGeneration> _generations = [];
    private volatile IReadOnlyDictionary<string, QuarantineSize> _sizes = new Dictionary<string, QuarantineSize>();
    private int _instance;

    /// <param name="options">Where, and as whom.</param>
    /// <param name="site">Slug of the site: names the schema.</param>
    /// <param name="file">This instance's own <c>arena.db</c>, for what lies beside the ledger.</param>
    /// <param name="bounds">How much the quarantine holds.</param>
    /// <param name="time">The clock of generations.</param>
    /// <param name="logger">Where it logs.</param>
    public PostgresLedger(PostgresOptions options, string site, ArenaFile file, ArenaFileOptions bounds, TimeProvider time, ILogger<PostgresLedger> logger)
    {
        (_file, _bounds, _time, Instance) = (file, bounds, time, options.Instance);
        _session = new LedgerSession(options, site, LoadAsync, time, logger);
    }

    public ValueTask<bool> HasCompanyAsync(CancellationToken cancellationToken) => _session.HasCompanyAsync(cancellationToken);

    public event EventHandler Renewed = (_, _) => { };

    public bool IsShared => true;

    public string? Instance { get; }

    public bool IsOpen => _session.IsOpen;

    public long Generation => Generations[0].Generation;

    public IReadOnlyList<MintedGeneration> Generations
    {
        get
        {
            _session.ThrowIfNotOpen();
            return _generations;
        }
    }

    public IReadOnlyList<string> Nodes
    {
        get
        {
            _session.ThrowIfNotOpen();
            return _epochs.Nodes;
        }
    }

    public Task OpenAsync(CancellationToken cancellationToken) => _session.OpenAsync(cancellationToken);

    public LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash)
    {
        _session.ThrowIfNotOpen();

        // What memory doesn't know to be terminal is asked for with all of its commit: JudgeAsync.
        if (_epochs.Find(id.Node, id.Epoch)?.Entry is not { } entry || !entry.Status.Terminal.Contains(id.Sequence) || entry.Declared.Contains(id.Sequence))
            return LedgerVerdict.New;
        return Verdict(_session.Read(connection => BatchRows.HashOf(connection, id)), hash);
    }

    public Acknowledgement AcknowledgementFor(string node) => new(
        Generation, [.. Epochs(node).Take(Acknowledgement.MaxEpochs).Select(epoch => new EpochAcknowledgement(epoch.Epoch, epoch.Terminal, epoch.Chain))]);

    public IReadOnlyList<EpochStatus> Epochs(string node)
    {
        _session.ThrowIfNotOpen();
        return [.. _epochs.Of(node).Select(row => _said.With(row.Entry).Status)];
    }

    public IReadOnlyList<DeclaredGap> Gaps(string node, UnixTime from, UnixTime to) => _session.Read(connection => GapRows.Within(connection, node, from, to));

    public IReadOnlyList<EpochTally> Tally(string node, UnixTime from, UnixTime to)
    {
        // What came before the span began holds nothing of it.
        var epochs = _epochs.Of(node).Where(row => row.Entry.Status.LastReceived >= from).ToDictionary(row => row.Entry.Id, row => row.Entry.Status.Epoch);
        return _session.Read(connection => BatchRows.Tally(connection, epochs, from, to));
    }

    public void Said(string node, Epoch epoch, long highest) => _said.Heard(node, epoch, highest);

    public (UnixTime? Before, UnixTime? After) Around(string node, Epoch epoch, long first, long last) => _epochs.Find(node, epoch) is { } row
        ? _session.Read(connection => BatchRows.Around(connection, row.Entry.Id, first, last))
        : default;

    public (long Samples, long Batches) QuarantinedWithin(string node, UnixTime from, UnixTime to) =>
        _session.Read(connection => QuarantineRows.Within(connection, node, from, to));

    public ValueTask<QuarantinePage> QuarantinePageAsync(QuarantineFilter filter, int limit, CancellationToken cancellationToken) =>
        _session.ReadAsync(connection => QuarantineRows.ReadAsync(connection, filter, limit, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyDictionary<Reason, long>> QuarantinedByReasonAsync(CancellationToken cancellationToken) =>
        _session.ReadAsync(connection => QuarantineRows.ByReasonAsync(connection, cancellationToken), cancellationToken);

    public ValueTask<QuarantinedItem?> QuarantinedAsync(long id, CancellationToken cancellationToken) =>
        _session.ReadAsync(connection => QuarantineRows.FindAsync(connection, id, cancellationToken), cancellationToken);

    public bool HasItsShare(string? node, Func<string, bool> isKnown)
    {
        var size = node is not null && isKnown(node)
            ? _sizes.GetValueOrDefault(node)
            : _sizes.Where(each => !isKnown(each.Key)).Aggregate(default(QuarantineSize), (sum, each) => sum + each.Value);
        return size.Entries >= _bounds.MaxQuarantineEntriesOfNode || size.Bytes >= _bounds.MaxQuarantineBytesOfNode;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static LedgerVerdict Verdict(byte[]? known, ReadOnlySpan<byte> hash) =>
        known is null ? LedgerVerdict.New
        : BatchTable.Short(hash).SequenceEqual(known) ? LedgerVerdict.Terminal
        : LedgerVerdict.Forked;

    // Whenever the writing connection is opened: what was in memory may be of a server that has been put back since.
    private async Task LoadAsync(NpgsqlConnection connection, int instance, CancellationToken cancellationToken)
    {
        var generations = await GenerationRows.OpenAsync(connection, UnixTime.From(_time.GetUtcNow()), cancellationToken);
        var (rows, next) = await EpochRows.ChangedAsync(connection, since: null, cancellationToken);
        _sizes = await SizesAsync(connection, cancellationToken);
        _epochs.Load(rows);
        (_generations, _instance, _since) = (generations, instance, next);
    }

    private static async Task<Dictionary<string, QuarantineSize>> SizesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection) { BatchCommands = { QuarantineRows.Sizes() } };
        await using var rows = await ask.ExecuteReaderAsync(cancellationToken);
        var sizes = new Dictionary<string, QuarantineSize>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
            sizes.Add(rows.GetString(0), new QuarantineSize(rows.GetInt64(1), rows.GetInt64(2)));
        return sizes;
    }
}
