using System.Security.Cryptography;
using Arena.Edge.Outbox;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Edge;

/// <summary>A storage as it is, with what the run needs around it: the account of what became durable, a full disk, and death in the middle of a write.</summary>
internal sealed class WatchedStorage(IOutboxStorage storage, SimProcess process, string node, Account account) : PassingStorage(storage)
{
    private readonly IOutboxStorage _storage = storage;

    /// <summary>The next write kills the process there.</summary>
    public CrashPoint CrashAt { get; set; }

    /// <summary>There is no room on the disk.</summary>
    public bool Full { get; set; }

    /// <summary>Called when the process dies in a write.</summary>
    public Action? Died { get; set; }

    /// <summary>Writes down what it holds: a renewal seals while it is opened.</summary>
    public void Count()
    {
        foreach (var batch in _storage.Kept(0, int.MaxValue))
        {
            if (Readable(batch.Sequence) is { } payload)
                account.Seal(process.Name, node, Opened.Epoch, batch.Sequence, payload, SHA256.HashData(payload.Span));
        }
    }

    public override void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) =>
        Write(() => _storage.Append(batch, series, acknowledged), () => Sealed(batch.Batch));

    public override void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget)
    {
        foreach (var sequence in forget)
        {
            if (Readable(sequence) is { } payload)
                account.Forget(process.Name, BatchBytes.Of(new BatchId(node, Opened.Epoch, sequence), SHA256.HashData(payload.Span)));
        }

        if (forget.Count > 0) process.World.Tell(process.Name, "forgets", forget.Count, forget.Max());
        Write(() => _storage.Acknowledge(acknowledged, forget), () => { });
    }

    public override void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged)
    {
        if (remove.Count > 0) process.World.Tell(process.Name, "replaces", remove.Min(), remove.Max());
        Write(() => _storage.Replace(remove, add, acknowledged), () =>
        {
            foreach (var batch in add) Sealed(batch.Batch);
        });
    }

    /// <summary>The worker ends after this, and is made again.</summary>
    public override void AskForRenewal(string why)
    {
        account.Renewal(process.Name, Opened.Epoch);
        Write(() => _storage.AskForRenewal(why), () => { });
        throw Die("asks for renewal");
    }

    public override ReadOnlyMemory<byte>? Payload(long sequence)
    {
        try
        {
            return _storage.Payload(sequence);
        }
        catch (OutboxRenewalException)
        {
            throw Die("finds damage");
        }
    }

    // What is confirmed may be damaged, and is deleted unread.
    private ReadOnlyMemory<byte>? Readable(long sequence)
    {
        try
        {
            return _storage.Payload(sequence);
        }
        catch (OutboxRenewalException)
        {
            return null;
        }
    }

    private void Sealed(SealedBatch batch) => account.Seal(process.Name, node, batch.Epoch, batch.Sequence, batch.Payload, batch.Hash);

    private void Write(Action write, Action durable)
    {
        if (!process.Alive) throw new ProcessKilledException();
        if (Full) throw new OutboxFullException($"the disk of {process.Name} is full");
        if (CrashAt == CrashPoint.BeforeCommit) throw Die("dies before a commit");
        write();
        durable();
        if (CrashAt == CrashPoint.AfterCommit) throw Die("dies after a commit");
    }

    private ProcessKilledException Die(string how)
    {
        process.World.Tell(process.Name, "! " + how);
        CrashAt = CrashPoint.None;
        var killed = process.KillHere();
        Died?.Invoke();
        return killed;
    }
}
