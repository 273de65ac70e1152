using Arena.Edge.Time;
using Arena.Wire;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>What waits for a date, each call in a transaction of its own.</summary>
internal sealed partial class SqliteOutbox : IUndatedStorage
{
    public IUndatedStorage Undated => this;

    long IUndatedStorage.Count => Guarded(() => _undated.Count);

    IReadOnlyList<Boot> IUndatedStorage.Boots() => Guarded(_undated.Boots);

    IReadOnlyList<UndatedRow> IUndatedStorage.Oldest(int limit) => Guarded(() => _undated.Oldest(limit));

    UndatedSpan? IUndatedStorage.SpanOf(long boot) => Guarded(() => _undated.SpanOf(boot));

    IReadOnlyDictionary<SeriesName, double> IUndatedStorage.Registers() => Guarded(_undated.Registers);

    void IUndatedStorage.Save(IReadOnlyCollection<Boot> boots) => Commit(() =>
    {
        foreach (var boot in boots) _undated.Save(boot);
    });

    void IUndatedStorage.Add(IReadOnlyCollection<UndatedSample> samples, Boot boot, UndatedSpan? lost) => Commit(() =>
    {
        _undated.Save(boot);
        _undated.Add(samples, boot.Number);
        if (lost is { } span) _undated.Lose(boot.Number, span);
    });

    long IUndatedStorage.GiveUp(int atMost)
    {
        var lost = 0L;
        Commit(() => lost = _undated.GiveUp(atMost));
        return lost;
    }

    void IUndatedStorage.ForgetBoots(long before) => Commit(() => _undated.ForgetBoots(before));
}
