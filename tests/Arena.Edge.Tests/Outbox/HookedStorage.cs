using Arena.Edge.Outbox;
using Arena.Edge.Time;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A real storage with something happening before or after each of its writes, which a transaction is.</summary>
internal sealed class HookedStorage(IOutboxStorage inner) : IOutboxStorage, IUndatedStorage
{
    /// <summary>Called with the number of the write, from 1, before it: what it throws, the write has not done.</summary>
    public Action<int>? Before { get; set; }

    /// <summary>Called after it is committed.</summary>
    public Action<int>? After { get; set; }

    public int Writes { get; private set; }

    public OutboxContent Opened => inner.Opened;

    public IUndatedStorage Undated => this;

    public long Count => inner.Undated.Count;

    public void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) =>
        Write(() => inner.Append(batch, series, acknowledged));

    public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) => Write(() => inner.Acknowledge(acknowledged, forget));

    public void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged) =>
        Write(() => inner.Replace(remove, add, acknowledged));

    public void AskForRenewal(string why) => Write(() => inner.AskForRenewal(why));

    public ReadOnlyMemory<byte>? Payload(long sequence) => inner.Payload(sequence);

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => inner.Kept(after, limit);

    public BatchChain? ChainAt(long sequence) => inner.ChainAt(sequence);

    public IReadOnlyList<GoneRun> Gone() => inner.Gone();

    public IReadOnlyList<FormerEpoch> Former() => inner.Former();

    public IReadOnlyList<Boot> Boots() => inner.Undated.Boots();

    public void Save(IReadOnlyCollection<Boot> boots) => Write(() => inner.Undated.Save(boots));

    public void Add(IReadOnlyCollection<UndatedSample> samples, Boot boot, UndatedSpan? lost) => Write(() => inner.Undated.Add(samples, boot, lost));

    public IReadOnlyList<UndatedRow> Oldest(int limit) => inner.Undated.Oldest(limit);

    public UndatedSpan? SpanOf(long boot) => inner.Undated.SpanOf(boot);

    public IReadOnlyDictionary<SeriesName, double> Registers() => inner.Undated.Registers();

    public long GiveUp(int atMost)
    {
        var lost = 0L;
        Write(() => lost = inner.Undated.GiveUp(atMost));
        return lost;
    }

    public void ForgetBoots(long before) => Write(() => inner.Undated.ForgetBoots(before));

    public void Dispose() => inner.Dispose();

    private void Write(Action write)
    {
        Writes++;
        Before?.Invoke(Writes);
        write();
        After?.Invoke(Writes);
    }
}
