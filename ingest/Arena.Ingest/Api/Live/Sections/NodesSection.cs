using System.Text.Json;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary><c>nodes</c>: each node as it stands, and an event <c>node</c> of each that changed.</summary>
internal sealed class NodesSection(NodeReports nodes) : ILiveSection
{
    public string Name => "nodes";

    // The directory stamps what nodes say.
    public void Refresh()
    {
    }

    public void WriteWhole(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, [.. nodes.All().Select(NodeShape.From)], ApiJson.Web.IReadOnlyListNodeShape);

    public void WriteNews(long seen, LiveEventWriter events)
    {
        foreach (var node in nodes.ChangedSince(seen))
            events.Event("node", NodeShape.From(node), ApiJson.Web.NodeShape);
    }
}
