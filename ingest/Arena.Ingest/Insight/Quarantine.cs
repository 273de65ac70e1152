using Arena.Ingest.Ledger;

namespace Arena.Ingest.Insight;

/// <summary>How much is in quarantine, without asking the ledger for each reading.</summary>
internal sealed class Quarantine(ILedger ledger)
{
    private int _grew;
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    /// <summary>Something was added.</summary>
    public void Grew() => Volatile.Write(ref _grew, 1);

    /// <summary>Asks the ledger, when something was added since the last time.</summary>
    public async ValueTask RecountIfGrownAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _grew, 0) == 1)
            await RecountAsync(cancellationToken);
    }

    /// <summary>Asks the ledger.</summary>
    public async ValueTask RecountAsync(CancellationToken cancellationToken)
    {
        var page = await ledger.QuarantineAsync(null, 1, cancellationToken);
        Interlocked.Exchange(ref _total, page.Total);
    }
}
