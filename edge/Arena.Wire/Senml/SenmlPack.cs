namespace Arena.Wire.Senml;

/// <summary>A pack that was read: resolved records, or the fault that made the whole of it unreadable. Reused from read to read.</summary>
public sealed class SenmlPack
{
    private readonly List<SenmlRecord> _records = [];

    /// <summary>Records in the pack's order, those with a fault of their own included; empty when the pack has a fault.</summary>
    public IReadOnlyList<SenmlRecord> Records => _records;

    /// <summary>Why the pack can't be used, or <see cref="Reason.None"/>.</summary>
    public Reason Fault { get; private set; }

    /// <summary>Where and what, for people; empty without a fault.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Arena's extension <c>epoch</c>, as it came, or null.</summary>
    public string? Epoch { get; internal set; }

    /// <summary>Arena's extension <c>seq</c>, or null; 0 where it is no whole number of 63 bits.</summary>
    public long? Sequence { get; internal set; }

    /// <summary>Arena's extension <c>gaps</c> as JSON, empty where it is absent.</summary>
    public ReadOnlyMemory<byte> Gaps { get; internal set; }

    /// <summary>The payload with what JSON doesn't have covered; null when it was JSON as it came.</summary>
    internal byte[]? Covered { get; set; }

    internal void Clear()
    {
        _records.Clear();
        Covered = null;
        Fault = Reason.None;
        Detail = "";
        Epoch = null;
        Sequence = null;
        Gaps = default;
    }

    internal void Add(in SenmlRecord record) => _records.Add(record);

    internal void Fail(Reason reason, string detail)
    {
        _records.Clear();
        Fault = reason;
        Detail = detail;
    }
}
