namespace Arena.Ingest.Ledger;

internal sealed partial class BatchLedger
{
    /// <summary>
    /// Stages that batches which hang on a write to the database, or on a later one, are not stored after all. Only together with a new generation: the
    /// watermark falls. Batches refused whole, and gaps, lie in this file and stay.
    /// </summary>
    /// <returns>How many.</returns>
    public long Withdraw(long mark)
    {
        var epochs = _nodes.Values.SelectMany(node => node).ToDictionary(epoch => epoch.Entry.Id);
        var withdrawn = 0L;
        foreach (var epoch in _tables!.Batches.Depending(mark).GroupBy(batch => batch.Epoch))
        {
            var draft = Staged(epochs[epoch.Key]);
            draft.Entry = draft.Entry.Without([.. epoch.Select(batch => batch.Sequence)], epoch.Sum(batch => batch.Quarantined));
            withdrawn += epoch.LongCount();
        }

        _tables.Batches.Remove(mark);
        _forgetRuns = true;
        return withdrawn;
    }
}
