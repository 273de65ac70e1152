using System.Buffers;
using System.Runtime.InteropServices;
using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Arena.Wire.Senml;

namespace Arena.Ingest.Store;

/// <summary>
/// A payload after decoding, with its verdict: what of it is to be stored and what is to be quarantined. Both become durable together, and only
/// then is the payload terminal.
/// </summary>
/// <remarks>
/// Those of the flow are lent by an <see cref="AdmissionPool"/>, lists and hash included. They are good from decoding until the committer gives them
/// back, which it does once for each group, after the deliveries of the group were acknowledged. Who wants something of one for longer copies it: a
/// <see cref="Sample"/> and a <see cref="Gap"/> are safe to keep; the lists that hold them, <see cref="Hash"/> and the payload of a <see cref="QuarantineEntry"/> aren't.
/// A copy made by <c>with</c> shares the lists of its original and must not outlive it.
/// </remarks>
public sealed record Admission
{
    private string _topic = "";
    private string? _node;
    private BatchId? _id;
    private UnixTime _received;

    /// <summary>Topic it came on.</summary>
    public required string Topic { get => _topic; init => _topic = value; }

    /// <summary>Slug of the node in the topic, or null where the topic has none.</summary>
    public required string? Node { get => _node; init => _node = value; }

    /// <summary>Identity for the ledger; null for a foreign publisher's pack, which is known by its samples alone.</summary>
    public required BatchId? Id { get => _id; init => _id = value; }

    /// <summary>SHA-256 of the payload; a known batch with another hash is a fork.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>When it came here.</summary>
    public required UnixTime Received { get => _received; init => _received = value; }

    /// <summary>What is accepted.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>The same samples side by side, for going through them without an enumerator. Good as long as nothing is added to the list.</summary>
    public ReadOnlySpan<Sample> SampleSpan => Samples switch
    {
        List<Sample> list => CollectionsMarshal.AsSpan(list),
        Sample[] array => array,
        _ => Samples.ToArray(),
    };

    /// <summary>What is not, with the reason; one entry with a null name when the whole payload is refused.</summary>
    public required IReadOnlyList<QuarantineEntry> Quarantined { get; init; }

    /// <summary>What the node declares about data that are missing or uncertain.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>The entry of the quarantine that this judges again, or null: it leaves, or has a new reason, with the commit.</summary>
    public QuarantinedItem? Replays { get; init; }

    /// <summary>The whole payload is refused.</summary>
    public bool Refused => Quarantined.Count > 0 && Quarantined.Any(entry => entry.Name is null);

    /// <summary>The memory it is filled into again, when it is lent; a copy made by <c>with</c> has it too, but isn't its owner.</summary>
    internal AdmissionSlot? Slot { get; init; }

    internal void Refill(string topic, string? node, BatchId? id, UnixTime received) => (_topic, _node, _id, _received) = (topic, node, id, received);
}

/// <summary>Something refused.</summary>
/// <param name="Name">SenML name of the sample, or null for a whole payload.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What was found, for people.</param>
/// <param name="Payload">All bytes of a whole payload; of a sample its record as a pack of one, at most 1 KiB (<see cref="RejectedRecord.Text"/>).</param>
public sealed record QuarantineEntry(string? Name, Reason Reason, string Detail, ReadOnlyMemory<byte> Payload)
{
    /// <summary>A sample that keeps the contract and is refused all the same.</summary>
    public static QuarantineEntry Of(Sample sample, Reason reason, string detail)
    {
        var pack = new ArrayBufferWriter<byte>(192);
        SenmlWriter.Write(pack, [sample]);
        return new QuarantineEntry(sample.Series.ToString(), reason, detail, pack.WrittenMemory);
    }

    /// <summary>A gap that keeps the contract and can't be true.</summary>
    public static QuarantineEntry Of(Gap gap, Epoch? epoch, long? sequence, string detail)
    {
        var pack = new ArrayBufferWriter<byte>(512);
        SenmlWriter.Write(pack, [], epoch, sequence, [gap]);
        return new QuarantineEntry("gaps", Reason.GapInvalid, detail, pack.WrittenMemory);
    }
}
