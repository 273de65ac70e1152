using System.Security.Cryptography;
using Arena.Edge.Outbox;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Edge;

/// <summary>A storage as it is, with what the run needs around it: the account of what became durable, a full disk, and death in the middle of a write.</summary>
internal sealed class WatchedStorage(IOutboxStorage storage, SimProcess process, string node, Account account) : IOutboxStorage
{
    public OutboxContent Opened => storage.Opened;

    public IUndatedStorage Undated => storage.Undated;

    /// <summary>The next write kills the process there.</summary>
    public CrashPoint CrashAt { get; set; }

    /// <summary>There is no room on the disk.</summary>
    public bool Full { get; set; }

    /// <summary>Called when the process dies in a write.</summary>
    public Action? Died { get; set; }

    public void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) =>
        Write(() => storage.Append(batch, series, acknowledged), () => Sealed(batch.Batch));

    public void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged)
    {
        if (remove.Count > 0) process.World.Tell(process.Name, "replaces", remove.Min(), remove.Max());
        Write(() => storage.Replace(remove, add, acknowledged), () =>
        {
            foreach (var batch in add) Sealed(batch.Batch);
        });
    }

    public void AskForRenewal(string why)
    {
        process.World.Tell(process.Name, "! asks for renewal");
        Write(() => storage.AskForRenewal(why), () => { });
    }

    public BatchChain? ChainAt(long sequence) => storage.ChainAt(sequence);

    public IReadOnlyList<GoneRun> Gone() => storage.Gone();

    public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget)
    {
        foreach (var sequence in forget)
        {
            if (storage.Payload(sequence) is { } payload)
                account.Forget(process.Name, BatchBytes.Of(new BatchId(node, Opened.Epoch, sequence), SHA256.HashData(payload.Span)));
        }

        if (forget.Count > 0) process.World.Tell(process.Name, "forgets", forget.Count, forget.Max());
        Write(() => storage.Acknowledge(acknowledged, forget), () => { });
    }

    public ReadOnlyMemory<byte>? Payload(long sequence) => storage.Payload(sequence);

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => storage.Kept(after, limit);

    public void Dispose() => storage.Dispose();

    private void Sealed(SealedBatch batch) => account.Seal(process.Name, node, batch.Epoch, batch.Sequence, batch.Payload, batch.Hash);

    private void Write(Action write, Action durable)
    {
        if (!process.Alive) throw new ProcessKilledException();
        if (Full) throw new OutboxFullException($"the disk of {process.Name} is full");
        if (CrashAt == CrashPoint.BeforeCommit) throw Die();
        write();
        durable();
        if (CrashAt == CrashPoint.AfterCommit) throw Die();
    }

    private ProcessKilledException Die()
    {
        process.World.Tell(process.Name, "! dies in a write", text: CrashAt.ToString());
        CrashAt = CrashPoint.None;
        var killed = process.KillHere();
        Died?.Invoke();
        return killed;
    }
}
