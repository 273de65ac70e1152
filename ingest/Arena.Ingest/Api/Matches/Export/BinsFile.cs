using System.IO.Pipelines;
using Arena.Ingest.Api.Rounds;
using Arena.Ingest.Rounds;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>What was tapped at bins and what their own sensors saw, as <c>GET /api/v1/bins/{point}/story</c> gives it.</summary>
internal sealed class BinsFile(BinBoard board, BinStoryReader stories) : IExportFile
{
    public string Name => "bins.csv";

    public string English => "Something that happened to a bin: someone tapped it on a phone, or its own sensors saw it; by bin, and of a bin by time.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("time", "time", "When it happened"),
        new("point", "text", "The bin: points.csv"),
        new("kind", "text", "action: someone tapped; sensed: its sensors saw it"),
        new("what", "text", "emptied, skipped, swapped, overflowing or sensor_cleaned"),
        new("why", "text", "Why it was skipped: locked, blocked, not-full, no-time or other"),
        new("note", "text", "In someone's own words; empty without names"),
        new("by", "text", "Who tapped; the role without names"),
        new("action", "text", "The tap's own name; of what was sensed, the tap that it confirms"),
        new("undone_by", "text", "Who took it back, then it counts nowhere; the role without names"),
        new("kg", "number", "What was taken out, where the bin has a scale, kg"),
        new("arrived", "time", "When ingest heard of a tap: later, where the phone had no network"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.HeadAsync(this, cancellationToken);
        foreach (var point in board.Points)
        {
            foreach (var each in (await stories.OfAsync(point, (asked.From, asked.To), cancellationToken)).Events.Select(each => each.Naming(asked.Shown)))
            {
                await output.LineAsync(
                    [
                        CsvLines.Time(each.At), CsvLines.Text(point), each.Kind, each.What, CsvLines.Text(each.Why), CsvLines.Text(asked.Words(each.Note)), CsvLines.Text(each.By),
                        CsvLines.Text(each.Action), CsvLines.Text(each.UndoneBy), CsvLines.Number(each.Kg), CsvLines.Time(each.Arrived),
                    ],
                    cancellationToken);
            }
        }
    }
}
