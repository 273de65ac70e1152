using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Insight;

/// <summary>Each node as it stands: what it said of itself, beside what the ledger has of it.</summary>
internal sealed class NodeReports(VenueCatalogue catalogue, NodeDirectory directory, ILedger ledger, LiveState live)
{
    /// <summary>Every node of the manifest, in its order.</summary>
    public IEnumerable<NodeReport> All() => catalogue.Manifest.Nodes.Select(Of);

    /// <summary>The nodes that changed after the change numbered <paramref name="seen"/>.</summary>
    public IEnumerable<NodeReport> ChangedSince(long seen) =>
        catalogue.Manifest.Nodes.Where(node => directory.Of(node.Name).Change > seen).Select(Of);

    /// <summary>A node's epochs with what is missing in them.</summary>
    public IEnumerable<EpochCompleteness> Completeness(string node)
    {
        var signs = directory.Of(node);
        foreach (var epoch in ledger.Epochs(node))
        {
            var highest = Math.Max(epoch.Terminal.Highest, signs.Epoch == epoch.Epoch ? signs.Highest ?? 0 : 0);
            yield return new EpochCompleteness(epoch, highest, [.. epoch.Terminal.Missing(highest)]);
        }
    }

    /// <summary>Those of them that received something within a span, or have samples in it.</summary>
    public IEnumerable<EpochCompleteness> Completeness(string node, UnixTime from, UnixTime to) => Completeness(node).Where(each =>
        (each.Epoch.FirstReceived < to && each.Epoch.LastReceived >= from)
        || (ledger.Around(node, each.Epoch.Epoch, long.MaxValue, 0) is ({ } last, { } first) && first < to && last >= from));

    private NodeReport Of(SiteNode node)
    {
        var signs = directory.Of(node.Name);
        var epochs = ledger.Epochs(node.Name);
        var current = signs.Epoch is { } said ? epochs.FirstOrDefault(epoch => epoch.Epoch == said) : epochs.Count > 0 ? epochs[0] : null;
        long? highest = current is null ? signs.Highest : Math.Max(current.Terminal.Highest, signs.Highest ?? 0);
        return new NodeReport
        {
            Node = node,
            Signs = signs,
            // Other ingest services may have received and stored since.
            LastReceived = epochs.Select(epoch => (UnixTime?)epoch.LastReceived).Append(signs.LastReceived).Max(),
            LastSample = ledger.IsShared ? NewestOf(node) ?? signs.LastSample : signs.LastSample ?? NewestOf(node),
            Epoch = signs.Epoch ?? current?.Epoch,
            Low = current?.Terminal.Low ?? (signs.Epoch is null ? null : 0),
            Highest = highest,
            Pending = highest is null ? 0 : highest.Value - (current?.Terminal.Count ?? 0),
            StoredBatches = epochs.Sum(epoch => epoch.Stored),
            QuarantinedBatches = epochs.Sum(epoch => epoch.Quarantined),
            QuarantinedSamples = epochs.Sum(epoch => epoch.QuarantinedSamples),
        };
    }

    private UnixTime? NewestOf(SiteNode node) =>
        catalogue.Series
            .Where(series => series.Point.Node == node.Name)
            .Select(series => live.Latest(series)?.Time)
            .Max();
}

/// <summary>A node as it stands.</summary>
internal sealed record NodeReport
{
    public required SiteNode Node { get; init; }

    public required NodeSigns Signs { get; init; }

    public required UnixTime? LastReceived { get; init; }

    public required UnixTime? LastSample { get; init; }

    public required Epoch? Epoch { get; init; }

    public required long? Low { get; init; }

    public required long? Highest { get; init; }

    /// <summary>Batches it has sealed in its present epoch that are not terminal here, as far as it said.</summary>
    public required long Pending { get; init; }

    public required long StoredBatches { get; init; }

    public required long QuarantinedBatches { get; init; }

    public required long QuarantinedSamples { get; init; }
}

/// <summary>An epoch and what is missing up to its highest known batch.</summary>
internal sealed record EpochCompleteness(EpochStatus Epoch, long Highest, IReadOnlyList<SequenceRange> Missing);
