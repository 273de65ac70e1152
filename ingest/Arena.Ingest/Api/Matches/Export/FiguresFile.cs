using System.IO.Pipelines;
using Arena.Ingest.Api.Figures;
using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>What ingest computed of bins and of the match, as <c>GET /api/v1/figures</c> gives it.</summary>
internal sealed class FiguresFile(VenueCatalogue catalogue, MatchBook matches, IFigureStore figures) : IExportFile
{
    public string Name => "figures.csv";

    public string English => "A figure that was computed from samples, checks and what was said; of bins by the hour or when it happened, of the match at kick-off.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("time", "time", "When it held, or the start of what it sums up"),
        new("measurement", "text", "waste or match"),
        new("subject", "text", "The bin, or the match"),
        new("figure", "text", "What: figures in match.json"),
        new("unit", "text", "SenML unit (RFC 8428) of the value"),
        new("value", "number", "In that unit"),
    ];

    /// <summary>What is in it.</summary>
    public static IReadOnlyList<FigureField> Fields { get; } = [.. FigureFields.All.Where(each => each.Measurement is FigureFields.WasteMeasurement or FigureFields.MatchMeasurement)];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.HeadAsync(this, cancellationToken);
        foreach (var field in Fields)
        {
            var subjects = FigureQuery.Subjects(field, catalogue, matches);
            foreach (var subject in field.Measurement == FigureFields.MatchMeasurement ? subjects.Where(subject => subject == asked.Match.Name) : subjects)
            {
                await foreach (var figure in figures.ReadAsync(new FigureName(field, subject), asked.From, asked.To, cancellationToken))
                    await output.WriteAsync(FigureCsv.Line(figure), cancellationToken);
            }
        }
    }
}
