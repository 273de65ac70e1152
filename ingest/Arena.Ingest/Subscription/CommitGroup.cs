using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Mqtt;
using Arena.Wire.Batches;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What is committed together: as much as waits, within bounds, so that a group is one reading on a quiet day and thousands of batches in a
/// backlog, and no reading ever lingers for company. Reused from group to group.
/// </summary>
internal sealed class CommitGroup(
    FlowLimits limits, ILedger ledger, BatchesUnderWay underWay, CounterWatch counters, VenueCatalogue catalogue, AdmissionPool pool)
{
    private readonly List<Admission> _decoded = [];
    private readonly List<Admission> _admissions = [];
    private readonly List<BatchId> _batches = [];
    private readonly List<BatchId> _forked = [];
    private readonly HashSet<string> _nodes = [];
    private readonly List<string> _withheld = [];

    /// <summary>Everything to be settled after the commit.</summary>
    public List<MqttDelivery> Deliveries { get; } = [];

    /// <summary>There is no data in it, only what is to be settled.</summary>
    public bool IsEmpty => _decoded.Count == 0;

    /// <summary>What has to be made durable.</summary>
    public IReadOnlyList<Admission> Admissions => _admissions;

    /// <summary>Batches that are known with other bytes: settled with the broker, but never acknowledged to their node.</summary>
    public IReadOnlyList<BatchId> Forked => _forked;

    /// <summary>Nodes of what was refused while its node had its share of the quarantine: settled with the broker, neither kept nor acknowledged.</summary>
    public IReadOnlyList<string> Withheld => _withheld;

    /// <summary>Nodes that are owed an acknowledgement after the commit.</summary>
    public IReadOnlyCollection<string> Nodes => _nodes;

    /// <summary>Memory held until it is settled.</summary>
    public long Bytes { get; private set; }

    /// <summary>Batches that were terminal already.</summary>
    public int Repeated { get; private set; }

    /// <summary>The commit of it that was begun, or null when it has to be begun anew.</summary>
    public Task<CommitResult>? Attempt { get; set; }

    /// <summary>Fills the group with what waits now.</summary>
    public void Fill(WaitingRoom room)
    {
        Deliveries.Clear();
        _decoded.Clear();
        Forget();
        (Bytes, Attempt) = (0, null);
        var (samples, refused) = (0, 0);
        while (Deliveries.Count < limits.MostInGroup && samples < limits.MostSamplesInGroup && refused < limits.MostRefusedInGroup && room.TryTake(out var taken))
        {
            Deliveries.Add(taken.Delivery);
            Bytes += taken.Bytes;
            if (taken.Admission is not { } admission)
                continue;
            _decoded.Add(admission);
            samples += taken.Samples;
            refused += taken.Refused;
        }
    }

    /// <summary>
    /// Asks the ledger and what is under way which batches are new, and watches their counters. The answer holds until the commit; it may be asked again when a
    /// commit failed, in the order of the groups.
    /// </summary>
    public void Judge()
    {
        Forget();
        foreach (var admission in _decoded)
        {
            if (admission.Id is { } id && !IsNew(id, admission))
                continue;
            if (admission.Quarantined.Count > 0 && ledger.HasItsShare(admission.Node, catalogue.HasNode))
                Withhold(admission);
            else
                _admissions.Add(Marked(admission));
        }
    }

    /// <summary>All of it is settled: what was decoded goes back to where it was lent, and must not be looked at any more.</summary>
    public void Release()
    {
        Forget();
        pool.Return(_decoded);
        _decoded.Clear();
        Attempt = null;
    }

    private Admission Marked(Admission admission)
    {
        var samples = counters.Mark(admission.Samples);
        return ReferenceEquals(samples, admission.Samples) ? admission : admission with { Samples = samples };
    }

    // What is good in it is stored by its identity alone: its number stays open, and the node sends it again.
    private void Withhold(Admission admission)
    {
        _withheld.Add(admission.Node ?? "");
        if (admission.Samples.Count > 0)
            _admissions.Add(admission with { Id = null, Quarantined = [], Gaps = [], Samples = counters.Mark(admission.Samples) });
    }

    private void Forget()
    {
        underWay.Remove(_batches);
        _batches.Clear();
        _withheld.Clear();
        _admissions.Clear();
        _forked.Clear();
        _nodes.Clear();
        Repeated = 0;
    }

    private bool IsNew(BatchId id, Admission admission)
    {
        switch (underWay.Judge(id, admission.Hash, ledger))
        {
            case LedgerVerdict.New:
                _nodes.Add(id.Node);
                _batches.Add(id);
                return true;
            case LedgerVerdict.Terminal:
                _nodes.Add(id.Node);
                Repeated++;
                return false;
            default:
                // The batch is not confirmed; but the node is told what is known, by whose chain it finds out that it is a copy.
                _nodes.Add(id.Node);
                _forked.Add(id);
                return false;
        }
    }
}
