namespace Arena.Ingest.Ledger;

/// <summary>Entries, and bytes of their payloads.</summary>
internal readonly record struct QuarantineSize(long Entries, long Bytes)
{
    public static QuarantineSize operator +(QuarantineSize one, QuarantineSize other) => new(one.Entries + other.Entries, one.Bytes + other.Bytes);
}

/// <summary>How much of the quarantine is whose: what is durable, and what the running transaction makes of it. One writer, any readers.</summary>
internal sealed class QuarantineSizes
{
    private Dictionary<string, QuarantineSize> _staged;
    private volatile Dictionary<string, QuarantineSize> _durable;

    public QuarantineSizes() => _durable = _staged = [];

    /// <summary>Of all together, as the running transaction leaves it.</summary>
    public QuarantineSize Staged { get; private set; }

    /// <summary>What a node has durably.</summary>
    public QuarantineSize Of(string node) => _durable.GetValueOrDefault(node);

    /// <summary>What all have durably whom <paramref name="isKnown"/> doesn't know.</summary>
    public QuarantineSize OfOthers(Func<string, bool> isKnown) => Sum(_durable.Where(node => !isKnown(node.Key)));

    /// <summary>The running transaction changes what a node has.</summary>
    public void Stage(string? node, QuarantineSize change)
    {
        if (ReferenceEquals(_staged, _durable))
            _staged = new Dictionary<string, QuarantineSize>(_durable, StringComparer.Ordinal);
        var key = node ?? "";
        _staged[key] = _staged.GetValueOrDefault(key) + change;
        Staged += change;
    }

    /// <summary>What the table holds within the running transaction: someone else may have changed it.</summary>
    public void Recount(IEnumerable<(string Node, QuarantineSize Size)> sizes)
    {
        _staged = sizes.ToDictionary(node => node.Node, node => node.Size, StringComparer.Ordinal);
        Staged = Sum(_staged);
    }

    public void Publish() => _durable = _staged;

    public void Discard()
    {
        if (ReferenceEquals(_staged, _durable))
            return;
        _staged = _durable;
        Staged = Sum(_durable);
    }

    private static QuarantineSize Sum(IEnumerable<KeyValuePair<string, QuarantineSize>> sizes) =>
        sizes.Aggregate(default(QuarantineSize), (sum, size) => sum + size.Value);
}
