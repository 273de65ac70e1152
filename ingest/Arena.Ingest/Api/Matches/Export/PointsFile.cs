using System.IO.Pipelines;
using Arena.Ingest.Decoding;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Where everything was measured.</summary>
internal sealed class PointsFile(VenueCatalogue catalogue) : IExportFile
{
    public string Name => "points.csv";

    public string English => "A measured position, as the site manifest says today.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("point", "text", "Its name, as in the other files"),
        new("title", "text", "Its English name"),
        new("zone", "text", "Part of the venue"),
        new("group", "text", "What it belongs to: bin, incomer, kitchen, turnstile, …"),
        new("fraction", "text", "Waste fraction of a bin"),
        new("medium", "text", "electricity, heat or water"),
        new("node", "text", "Node that measures it"),
        new("x", "number", "On the venue's map, map units from the left"),
        new("y", "number", "On the venue's map, map units from the top"),
        new("quantities", "text", "What is measured there, with spaces between"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.HeadAsync(this, cancellationToken);
        foreach (var point in catalogue.Points.Select(each => each.Point))
        {
            await output.LineAsync(
                [
                    CsvLines.Text(point.Name), CsvLines.Text(point.Title.En), CsvLines.Text(point.Zone), CsvLines.Text(point.Group), CsvLines.Text(point.Fraction), CsvLines.Text(point.Medium),
                    CsvLines.Text(point.Node), CsvLines.Number(point.At.X), CsvLines.Number(point.At.Y), string.Join(' ', point.Quantities),
                ],
                cancellationToken);
        }
    }
}
