using System.Security.Cryptography;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Store;

/// <summary>An admission that is filled again and again, and the memory it is filled into.</summary>
internal sealed class AdmissionSlot
{
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    public AdmissionSlot() => Admission = new Admission
    {
        Topic = "",
        Node = null,
        Id = null,
        Hash = _hash,
        Received = default,
        Samples = Samples,
        Quarantined = Quarantined,
        Gaps = Gaps,
        Slot = this,
    };

    public Admission Admission { get; }

    public List<Sample> Samples { get; } = [];

    public List<QuarantineEntry> Quarantined { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>Where the SHA-256 of the payload goes.</summary>
    public Memory<byte> Hash => _hash;

    /// <summary>It is with somebody.</summary>
    public bool Lent { get; set; }

    /// <summary>Lets go of what it held, but not of the memory.</summary>
    public void Clear()
    {
        Samples.Clear();
        Quarantined.Clear();
        Gaps.Clear();
        Admission.Refill("", null, null, default);
    }
}
