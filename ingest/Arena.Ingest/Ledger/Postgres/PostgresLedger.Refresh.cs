using Arena.Wire;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>What the other instances did.</summary>
internal sealed partial class PostgresLedger
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private string? _since;
    private long _asked;
    private long _answered;

    /// <summary>Learns what is durable now. Those who ask at one time share one answer.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        _session.ThrowIfNotOpen();
        var asked = Interlocked.Increment(ref _asked);
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_answered >= asked)
                return;
            var upTo = Interlocked.Read(ref _asked);
            await LookAsync(cancellationToken);
            _answered = upTo;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var since = Volatile.Read(ref _since);
        var (rows, next, generations, sizes) = await _session.ReadAsync(
            async connection =>
            {
                // The generation first: an old one with new numbers is believed by nobody; a new one with old numbers would confirm what was withdrawn.
                var generations = await GenerationRows.AllAsync(connection, cancellationToken);
                var (rows, next) = await EpochRows.ChangedAsync(connection, since, cancellationToken);
                return (rows, next, generations, await SizesAsync(connection, cancellationToken));
            },
            cancellationToken);
        _epochs.Take(rows);
        _sizes = sizes;

        // Opened anew meanwhile: that knows better where to go on.
        Interlocked.CompareExchange(ref _since, next, since);
        Learn(generations);
    }

    private void Learn(IReadOnlyList<MintedGeneration> generations)
    {
        var renewed = generations[0].Generation > _generations[0].Generation;
        if (generations[0].Generation >= _generations[0].Generation)
            _generations = generations;
        if (renewed)
            Renewed(this, EventArgs.Empty);
    }

    private UnixTime Now() => UnixTime.From(_time.GetUtcNow());
}
