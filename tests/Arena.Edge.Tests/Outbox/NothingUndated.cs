using Arena.Edge.Outbox;
using Arena.Edge.Time;
using Arena.Wire;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Nothing waits for a date.</summary>
internal sealed class NothingUndated : IUndatedStorage
{
    public long Count => 0;

    public IReadOnlyList<Boot> Boots() => [];

    public void Save(IReadOnlyCollection<Boot> boots)
    {
    }

    public void Add(IReadOnlyCollection<UndatedSample> samples, Boot boot, UndatedSpan? lost)
    {
    }

    public IReadOnlyList<UndatedRow> Oldest(int limit) => [];

    public UndatedSpan? SpanOf(long boot) => null;

    public IReadOnlyDictionary<SeriesName, double> Registers() => new Dictionary<SeriesName, double>();

    public long GiveUp(int atMost) => 0;

    public void ForgetBoots(long before)
    {
    }
}
