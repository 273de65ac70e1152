using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>The samples of a commit that are to be written, and which admission each belongs to.</summary>
internal sealed class CommitPlan
{
    // By place of the admission in the commit.
    private readonly IReadOnlyList<Admission> _admissions;
    private readonly Range[] _ranges;
    private readonly List<QuarantineEntry>?[] _unfit;

    /// <param name="admissions">What is committed.</param>
    /// <param name="verdicts">What the ledger knows of each.</param>
    /// <param name="catalogue">Tags of points.</param>
    /// <param name="earliest">The database keeps nothing from before this.</param>
    public CommitPlan(IReadOnlyList<Admission> admissions, ReadOnlySpan<LedgerVerdict> verdicts, LineCatalogue catalogue, UnixTime earliest)
    {
        _admissions = admissions;
        _ranges = new Range[admissions.Count];
        _unfit = new List<QuarantineEntry>?[admissions.Count];
        var samples = new List<PendingSample>(admissions.Sum(admission => admission.Samples.Count));
        for (var place = 0; place < admissions.Count; place++)
        {
            var admission = admissions[place];
            if (verdicts[place] != LedgerVerdict.New)
                continue;
            var start = samples.Count;
            foreach (var sample in admission.Samples)
            {
                if (sample.Time < earliest)
                    Unfit(place).Add(QuarantineEntry.Of(sample, Reason.TimeBeforeRetention, $"time {sample.Time}; the database keeps nothing from before {earliest}"));
                else if (catalogue.TryGet(sample.Series, out var key))
                    samples.Add(new PendingSample { Sample = sample, Key = key, Fate = Staging.Added });
                else
                    Unfit(place).Add(QuarantineEntry.Of(sample, Reason.UnknownPoint, $"{sample.Series.Point} is not in the site manifest, so its tags are not known"));
            }

            _ranges[place] = start..samples.Count;
        }

        Samples = [.. samples];
    }

    public PendingSample[] Samples { get; }

    /// <summary>What became of each admission, once the samples are written.</summary>
    public AdmissionOutcome[] Outcomes()
    {
        var outcomes = new AdmissionOutcome[_admissions.Count];
        for (var place = 0; place < outcomes.Length; place++)
            outcomes[place] = OutcomeOf(place);
        return outcomes;
    }

    private AdmissionOutcome OutcomeOf(int place)
    {
        var outcome = new AdmissionOutcome { Admission = _admissions[place] };
        foreach (ref readonly var pending in Samples.AsSpan(_ranges[place]))
        {
            switch (pending)
            {
                case { Fate: Staging.Duplicate }:
                    outcome.Duplicates++;
                    break;
                case { Fate: Staging.Conflict }:
                    Refuse(pending.Sample, CommitTally.Conflict(pending.Sample, pending.Stored));
                    break;
                case { Refusal: { } why }:
                    Refuse(pending.Sample, QuarantineEntry.Of(pending.Sample, Reason.StoreRefused, why));
                    break;
                default:
                    outcome.Stored++;
                    break;
            }
        }

        outcome.Quarantined = _unfit[place];
        return outcome;

        void Refuse(in Sample sample, QuarantineEntry entry)
        {
            Unfit(place).Add(entry);
            (outcome.Refused ??= []).Add(sample);
        }
    }

    // Entries for samples that can't be stored: the manifest doesn't have the point, the database wouldn't keep them, or knows or refuses them.
    private List<QuarantineEntry> Unfit(int place) => _unfit[place] ??= [];
}
