using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>What dating needs of the outbox: where each series has come to, what waits for a date, and sealing it.</summary>
internal sealed partial class NodeOutbox
{
    /// <summary>Time of the newest sample of any series, sealed or about to be; null before the first.</summary>
    public UnixTime? Newest => _samples.Newest;

    /// <summary>Time of the newest sample of a series, sealed or about to be; null before the first.</summary>
    public UnixTime? NewestOf(SeriesName series) => _samples.NewestOf(series);

    /// <summary>Reads what waits for a date.</summary>
    public T Undated<T>(Func<IUndatedStorage, T> read) => Log.Undated(read);

    /// <summary>Writes what waits for a date.</summary>
    /// <inheritdoc cref="BatchLog.Seal" path="/exception"/>
    public void Undated(Action<IUndatedStorage> write) => Log.Undated<object?>(undated =>
    {
        write(undated);
        return null;
    });

    /// <summary>Seals samples that waited for a date, and takes them out of what waits, in one transaction.</summary>
    /// <inheritdoc cref="BatchLog.Seal" path="/exception"/>
    public void SealDated(IReadOnlyList<Sample> samples, IReadOnlyCollection<SeriesState> series, IReadOnlyList<Gap> gaps, UndatedDone dated)
    {
        Log.Seal([.. samples], series, gaps, dated);
        _samples.SealedElsewhere(series);
    }

    /// <summary>Completes when nothing waits in memory to be sealed.</summary>
    public Task SealRestAsync(CancellationToken cancellationToken) =>
        _samples.Count == 0 ? Task.CompletedTask : Sealer.SealAllAsync(cancellationToken);

    /// <summary>Counts and tells a sample that can't be taken.</summary>
    public void Refuse(PutOutcome why, in Sample sample)
    {
        if (why == PutOutcome.NotLater)
        {
            if (Counted(ref _notLater) is var late && late % LogEvery == 1) LogNotLater(_logger, sample.Series, sample.Time, late);
        }
        else if (Counted(ref _notFinite) is var bad && bad % LogEvery == 1)
        {
            LogNotFinite(_logger, sample.Series, sample.Value, bad);
        }
    }
}
