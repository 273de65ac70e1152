using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Store.Influx;

/// <summary>The samples of a commit that are to be written, and which admission each belongs to.</summary>
internal sealed class CommitPlan
{
    // By place of the admission in the commit.
    private readonly Range[] _ranges;
    private readonly List<QuarantineEntry>[] _unfit;

    /// <param name="admissions">What is committed.</param>
    /// <param name="ledger">Knows which of it is stored.</param>
    /// <param name="catalogue">Tags of points.</param>
    /// <param name="earliest">The database keeps nothing from before this.</param>
    public CommitPlan(IReadOnlyList<Admission> admissions, BatchLedger ledger, LineCatalogue catalogue, UnixTime earliest)
    {
        _ranges = new Range[admissions.Count];
        _unfit = [.. admissions.Select(_ => new List<QuarantineEntry>())];
        var samples = new List<PendingSample>(admissions.Sum(admission => admission.Samples.Count));
        var batches = new HashSet<BatchId>();
        for (var place = 0; place < admissions.Count; place++)
        {
            var admission = admissions[place];

            // Of batches under one number in a commit the first is stored, as the ledger will judge them.
            if (admission.Id is { } id && (ledger.Judge(id, admission.Hash.Span) != LedgerVerdict.New || !batches.Add(id)))
                continue;
            var start = samples.Count;
            foreach (var sample in admission.Samples)
            {
                if (sample.Time < earliest)
                    _unfit[place].Add(QuarantineEntry.Of(sample, Reason.TimeBeforeRetention, $"time {sample.Time}; the database keeps nothing from before {earliest}"));
                else if (catalogue.TryGet(sample.Series, out var key))
                    samples.Add(new PendingSample { Sample = sample, Key = key, Fate = Staging.Added });
                else
                    _unfit[place].Add(QuarantineEntry.Of(sample, Reason.UnknownPoint, $"{sample.Series.Point} is not in the site manifest, so its tags are not known"));
            }

            _ranges[place] = start..samples.Count;
        }

        Samples = [.. samples];
    }

    public PendingSample[] Samples { get; }

    /// <summary>The samples of an admission.</summary>
    public ReadOnlySpan<PendingSample> Of(int place) => Samples.AsSpan(_ranges[place]);

    /// <summary>Entries for samples of an admission that can't be written: the manifest doesn't have the point, or the database wouldn't keep them.</summary>
    public List<QuarantineEntry> Unfit(int place) => _unfit[place];
}
