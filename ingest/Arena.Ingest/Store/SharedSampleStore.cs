using Arena.Ingest.Ledger;
using Arena.Wire;

namespace Arena.Ingest.Store;

/// <summary>
/// A store that other ingest services write too: what this one can't know by itself is asked of the database before a commit. Both questions are rare: a
/// register that seems to have gone backwards, and packs without a number.
/// </summary>
internal sealed class SharedSampleStore(ISampleStore store, ILedger ledger) : ISampleStore
{
    // A register is published every few seconds to minutes; what lies further back than the last of these is a pause that this service has seen as well.
    private static readonly TimeSpan[] Reaches = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(30)];

    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        var asked = new Admission[admissions.Count];
        var known = new List<Sample>();
        for (var place = 0; place < asked.Length; place++)
            asked[place] = await KnownAsync(await ResetsAsync(admissions[place], cancellationToken), known, cancellationToken);
        var result = await store.CommitAsync(asked, cancellationToken);
        return known.Count == 0 ? result : result with { Refused = [.. result.Refused, .. known] };
    }

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        store.ReadAsync(series, from, to, cancellationToken);

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) =>
        store.AggregateAsync(series, from, to, every, cancellationToken);

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => store.LatestAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    // This service may have missed the reset itself, and see the second reading of the new register for the first.
    private async ValueTask<Admission> ResetsAsync(Admission admission, CancellationToken cancellationToken)
    {
        Sample[]? checkedSamples = null;
        for (var place = 0; place < admission.Samples.Count; place++)
        {
            var sample = admission.Samples[place];
            if (!sample.Quality.HasFlag(Quality.CounterReset) || sample.Quality.HasFlag(Quality.Aligned) || await IsResetAsync(admission, place, cancellationToken))
                continue;
            checkedSamples ??= [.. admission.Samples];
            checkedSamples[place] = sample with { Quality = sample.Quality & ~Quality.CounterReset };
        }

        return checkedSamples is null ? admission : admission with { Samples = checkedSamples };
    }

    private async ValueTask<bool> IsResetAsync(Admission admission, int place, CancellationToken cancellationToken)
    {
        var sample = admission.Samples[place];
        if (admission.Samples.Take(place).LastOrDefault(before => before.Series == sample.Series && before.Time < sample.Time) is { Series: not null } before)
            return before.Value > sample.Value;

        // The batch before may be under way at another service: whether it holds the reset can't be known, and none is claimed.
        await ledger.RefreshAsync(cancellationToken);
        if (admission.Id is { } id && (ledger.Epochs(id.Node).FirstOrDefault(epoch => epoch.Epoch == id.Epoch)?.Terminal.Low ?? 0) < id.Sequence - 1)
            return false;
        foreach (var reach in Reaches)
        {
            StoredSample? last = null;
            await foreach (var stored in store.ReadAsync(sample.Series, sample.Time - reach, sample.Time, cancellationToken))
                last = stored;
            if (last is { } known)
                return known.Value > sample.Value;
        }

        return true;
    }

    // Without a number the ledger can't tell a repetition, and only the service that stored the first one knows that its time is taken.
    private async ValueTask<Admission> KnownAsync(Admission admission, List<Sample> known, CancellationToken cancellationToken)
    {
        if (admission.Id is not null || admission.Replays is not null || admission.Samples.Count == 0)
            return admission;
        var (samples, refused) = (new List<Sample>(), new List<QuarantineEntry>());
        foreach (var sample in admission.Samples)
        {
            if (await ValueAtAsync(sample, cancellationToken) is { } stored && BitConverter.DoubleToInt64Bits(stored) != BitConverter.DoubleToInt64Bits(sample.Value))
            {
                refused.Add(CommitTally.Conflict(sample, stored));
                known.Add(sample);
            }
            else
            {
                samples.Add(sample);
            }
        }

        return refused.Count == 0 ? admission : admission with { Samples = samples, Quarantined = [.. admission.Quarantined, .. refused] };
    }

    private async ValueTask<double?> ValueAtAsync(Sample sample, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ReadAsync(sample.Series, sample.Time, sample.Time + TimeSpan.FromMicroseconds(1), cancellationToken))
            return stored.Value;
        return null;
    }
}
