using System.Buffers;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>The samples of a commit that are to be written, and which admission each belongs to. Its memory is pooled: dispose it.</summary>
internal sealed class CommitPlan : IDisposable
{
    private readonly IReadOnlyList<Admission> _admissions;

    // By place of the admission in the commit: where its samples end.
    private readonly int[] _ends;
    private readonly Dictionary<int, List<QuarantineEntry>> _unfit = [];
    private readonly Dictionary<int, double> _stored = [];
    private readonly Dictionary<int, string> _refusals = [];
    private readonly AdmissionOutcome[] _outcomes;
    private PendingSample[] _samples;
    private int _count;

    /// <param name="admissions">What is committed.</param>
    /// <param name="verdicts">What the ledger knows of each.</param>
    /// <param name="catalogue">Tags of points.</param>
    /// <param name="earliest">The database keeps nothing from before this.</param>
    public CommitPlan(IReadOnlyList<Admission> admissions, ReadOnlySpan<LedgerVerdict> verdicts, LineCatalogue catalogue, UnixTime earliest)
    {
        _admissions = admissions;
        _ends = ArrayPool<int>.Shared.Rent(admissions.Count);
        _outcomes = ArrayPool<AdmissionOutcome>.Shared.Rent(admissions.Count);
        _samples = ArrayPool<PendingSample>.Shared.Rent(Math.Max(256, SamplesOf(admissions)));
        for (var place = 0; place < admissions.Count; place++)
        {
            if (verdicts[place] == LedgerVerdict.New)
                Take(place, admissions[place], catalogue, earliest);
            _ends[place] = _count;
        }
    }

    public Span<PendingSample> Samples => _samples.AsSpan(0, _count);

    /// <summary>The database has another value for a sample, or the same.</summary>
    public void Known(int index, double stored)
    {
        ref var sample = ref _samples[index];
        var same = BitConverter.DoubleToInt64Bits(stored) == BitConverter.DoubleToInt64Bits(sample.Sample.Value);
        sample.Fate = same ? Staging.Duplicate : Staging.Conflict;
        if (!same)
            _stored[index] = stored;
    }

    /// <summary>The server refused a sample, in these words.</summary>
    public void Refused(int index, string why)
    {
        _samples[index].Refused = true;
        _refusals[index] = why;
    }

    /// <summary>What became of each admission, once the samples are written.</summary>
    public ReadOnlyMemory<AdmissionOutcome> Outcomes()
    {
        var start = 0;
        for (var place = 0; place < _admissions.Count; place++)
        {
            _outcomes[place] = OutcomeOf(place, start);
            start = _ends[place];
        }

        return _outcomes.AsMemory(0, _admissions.Count);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_ends);
        ArrayPool<AdmissionOutcome>.Shared.Return(_outcomes, clearArray: true);
        ArrayPool<PendingSample>.Shared.Return(_samples, clearArray: true);
        (_samples, _count) = ([], 0);
    }

    // Known beforehand, so that one array is rented and not one after the other.
    private static int SamplesOf(IReadOnlyList<Admission> admissions)
    {
        var samples = 0;
        for (var place = 0; place < admissions.Count; place++)
            samples += admissions[place].Samples.Count;
        return samples;
    }

    private void Take(int place, Admission admission, LineCatalogue catalogue, UnixTime earliest)
    {
        foreach (ref readonly var sample in admission.SampleSpan)
        {
            if (sample.Time < earliest)
                Unfit(place).Add(QuarantineEntry.Of(sample, Reason.TimeBeforeRetention, $"time {sample.Time}; the database keeps nothing from before {earliest}"));
            else if (catalogue.TryGet(sample.Series, out WrittenSeries? series))
                _samples[_count++] = new PendingSample { Sample = sample, Series = series, Fate = Staging.Added };
            else
                Unfit(place).Add(QuarantineEntry.Of(sample, Reason.UnknownPoint, $"{sample.Series.Point} is not in the site manifest, so its tags are not known"));
        }
    }

    private AdmissionOutcome OutcomeOf(int place, int start)
    {
        var outcome = new AdmissionOutcome { Admission = _admissions[place] };
        for (var index = start; index < _ends[place]; index++)
        {
            ref readonly var pending = ref _samples[index];
            if (pending.IsWritten)
                outcome.Stored++;
            else if (pending.Fate == Staging.Duplicate)
                outcome.Duplicates++;
            else if (pending.Fate == Staging.Conflict)
                Refuse(ref outcome, place, pending.Sample, CommitTally.Conflict(pending.Sample, _stored[index]));
            else
                Refuse(ref outcome, place, pending.Sample, QuarantineEntry.Of(pending.Sample, Reason.StoreRefused, _refusals[index]));
        }

        if (_unfit.Count > 0)
            outcome.Quarantined = _unfit.GetValueOrDefault(place);
        return outcome;
    }

    private void Refuse(ref AdmissionOutcome outcome, int place, in Sample sample, QuarantineEntry entry)
    {
        Unfit(place).Add(entry);
        (outcome.Refused ??= []).Add(sample);
    }

    // Entries for samples that can't be stored: the manifest doesn't have the point, the database wouldn't keep them, or knows or refuses them.
    private List<QuarantineEntry> Unfit(int place)
    {
        if (!_unfit.TryGetValue(place, out var entries))
            _unfit.Add(place, entries = []);
        return entries;
    }
}
