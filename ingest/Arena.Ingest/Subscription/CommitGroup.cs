using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Mqtt;
using Arena.Wire.Batches;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What is committed together: as much as waits, within bounds, so that a group is one reading on a quiet day and a thousand batches in a
/// backlog, and no reading ever lingers for company. Reused from group to group.
/// </summary>
internal sealed class CommitGroup(FlowLimits limits, ILedger ledger, CounterWatch counters)
{
    private readonly List<MqttDelivery> _deliveries = [];
    private readonly List<Admission> _admissions = [];
    private readonly List<BatchId> _forked = [];
    private readonly HashSet<string> _nodes = [];
    private readonly Dictionary<BatchId, ReadOnlyMemory<byte>> _batches = [];
    private int _samples;

    /// <summary>Everything to be settled after the commit.</summary>
    public List<MqttDelivery> Deliveries => _deliveries;

    /// <summary>What has to be made durable.</summary>
    public IReadOnlyList<Admission> Admissions => _admissions;

    /// <summary>Batches that are known with other bytes: settled with the broker, but never acknowledged to their node.</summary>
    public IReadOnlyList<BatchId> Forked => _forked;

    /// <summary>Nodes that are owed an acknowledgement after the commit.</summary>
    public IReadOnlyCollection<string> Nodes => _nodes;

    /// <summary>Memory held until it is settled.</summary>
    public long Bytes { get; private set; }

    /// <summary>Batches that were terminal already.</summary>
    public int Repeated { get; private set; }

    /// <summary>Fills the group with what waits now.</summary>
    public void Fill(WaitingRoom room)
    {
        Clear();
        while (_deliveries.Count < limits.MostInGroup && _samples < limits.MostSamplesInGroup && room.TryTake(out var taken))
            Add(taken);
    }

    /// <summary>Adds one. The ledger is asked here, on the committer's own thread: it can't change between the answer and the commit.</summary>
    public void Add(in Taken taken)
    {
        _deliveries.Add(taken.Delivery);
        Bytes += taken.Bytes;
        if (taken.Admission is { } admission && (admission.Id is not { } id || IsNew(id, admission)))
        {
            _samples += admission.Samples.Count;
            _admissions.Add(admission with { Samples = counters.Mark(admission.Samples) });
        }
    }

    private bool IsNew(BatchId id, Admission admission)
    {
        var verdict = _batches.TryGetValue(id, out var hash)
            ? hash.Span.SequenceEqual(admission.Hash.Span) ? LedgerVerdict.Terminal : LedgerVerdict.Forked
            : ledger.Judge(id, admission.Hash.Span);
        if (verdict == LedgerVerdict.Forked)
        {
            _forked.Add(id);
            return false;
        }

        _nodes.Add(id.Node);
        if (verdict == LedgerVerdict.Terminal)
            Repeated++;
        else
            _batches.Add(id, admission.Hash);
        return verdict == LedgerVerdict.New;
    }

    private void Clear()
    {
        _deliveries.Clear();
        _admissions.Clear();
        _forked.Clear();
        _nodes.Clear();
        _batches.Clear();
        (_samples, Bytes, Repeated) = (0, 0, 0);
    }
}
