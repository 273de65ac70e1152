using System.IO.Pipelines;
using System.Text;
using Arena.Ingest.Api.Checks;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Photos;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Sorting checks of the span, as <c>GET /api/v1/checks</c> gives them.</summary>
internal sealed class ChecksFile(CheckBook book, PhotoFolder photos) : IExportFile
{
    public string Name => "checks.csv";

    public string English => "A sorting check: what was found in a bin that belongs elsewhere. One that is undone counts nowhere.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("time", "time", "When it was made"),
        new("action", "text", "Its own name"),
        new("point", "text", "The bin: points.csv"),
        new("zone", "text", "Of the bin as it was then"),
        new("fraction", "text", "Of the bin as it was then"),
        new("method", "text", "weighed or estimated"),
        new("total_kg", "number", "All that was in it, kg"),
        new("contamination", "number", "Share that belongs elsewhere, 0 to 1"),
        new("contamination_kg", "number", "The same in kg"),
        .. CheckWords.Fractions.Select(fraction => new ExportColumn(CheckCsv.WrongColumn(fraction), "number", $"Share of the whole that belongs to the fraction {fraction}, 0 to 1")),
        new("note", "text", "In someone's own words; empty without names"),
        new("by", "text", "Who made it; empty without names"),
        new("photo", "boolean", "Whether there is a photo"),
        new("undone", "boolean", "Whether it was taken back"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        var checks = book.Checks
            .Where(check => check.At >= asked.From && check.At < asked.To)
            .Select(check => SortingCheckShape.From(check, asked.Names, photos.Has(check.Action)) with { Note = asked.Words(check.Note) });
        await output.WriteAsync(Encoding.UTF8.GetBytes(CheckCsv.Of(checks)), cancellationToken);
    }
}
