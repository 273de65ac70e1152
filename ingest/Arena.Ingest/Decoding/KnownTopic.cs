using Arena.Wire;

namespace Arena.Ingest.Decoding;

/// <summary>A topic taken apart, with what the catalogue says of its node.</summary>
/// <param name="Name">As it came.</param>
/// <param name="Parsed">Its parts, or null for one that is not of the contract.</param>
/// <param name="DataNode">The node whose data come on it; null for any other topic, and for those of guests and other sites.</param>
/// <param name="NodeNumber">The node's <see cref="VenueCatalogue.NumberOf"/>, or −1 for a stranger.</param>
internal sealed record KnownTopic(string Name, Topic? Parsed, string? DataNode, int NodeNumber);

/// <summary>
/// Topics that were taken apart, so that of a thousand messages on one only the first is. Keeps those of the manifest's nodes, which are bounded by it, and
/// takes strangers' apart each time. Not thread-safe.
/// </summary>
internal sealed class TopicBook(VenueCatalogue catalogue)
{
    private readonly Dictionary<string, KnownTopic> _known = new(StringComparer.Ordinal);
    private KnownTopic? _last;

    public KnownTopic Of(string topic)
    {
        // The link gives one string for equal topics, so that the last one is recognised without a look at its letters.
        if (ReferenceEquals(_last?.Name, topic))
            return _last;
        if (!_known.TryGetValue(topic, out var known))
        {
            known = Read(topic);
            if (known.NodeNumber >= 0 && known.Parsed is { Guest: false })
                _known.Add(topic, known);
        }

        return _last = known;
    }

    private KnownTopic Read(string topic)
    {
        if (!Topic.TryParse(topic, out var parsed))
            return new KnownTopic(topic, null, null, -1);
        var ours = parsed is { Kind: TopicKind.Data, Guest: false } && parsed.Value.Site == catalogue.Manifest.Site;
        return new KnownTopic(topic, parsed, ours ? parsed.Value.Node : null, catalogue.NumberOf(parsed.Value.Node));
    }
}
