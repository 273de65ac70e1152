using System.IO.Pipelines;
using System.Text;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight.Accounts;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>How much of what was to come is there, of every node, as <c>GET /api/v1/completeness</c> gives it.</summary>
internal sealed class CompletenessFile(VenueCatalogue catalogue, NodeAccounts accounts) : IExportFile
{
    public string Name => "completeness.csv";

    public string English => "A node: how many samples were to come of it in the span by the manifest, and how many are stored.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("node", "text", "The node"),
        new("point", "text", "Empty: the node as a whole"),
        new("from", "time", "Begin of the span"),
        new("to", "time", "End of the span, excluded"),
        new("expected", "integer", "Samples that were to come"),
        new("stored", "integer", "Samples that are stored"),
        new("complete", "number", "Share of the expected that is stored, 0 to 1"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        var drawn = new List<NodeAccount>();
        foreach (var node in catalogue.Manifest.Nodes)
            drawn.Add(await accounts.OfAsync(node, new Interval(asked.From, asked.To), null, cancellationToken));
        await output.WriteAsync(Encoding.UTF8.GetBytes(CompletenessCsv.Of(drawn)), cancellationToken);
    }
}
