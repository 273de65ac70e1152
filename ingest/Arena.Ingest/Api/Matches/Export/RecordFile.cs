using System.IO.Pipelines;
using System.Text.Json;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>All that was said of the match since it was made, by the form, a calendar or by hand at the ground.</summary>
internal sealed class RecordFile(MatchBook book) : IExportFile
{
    public string Name => "record.csv";

    public string English => "Something that was said of the match, in the order it was heard: phases by hand, attendance, changes of plan.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("event", "integer", "Its number; others name it where they take it back"),
        new("time", "time", "When ingest heard it"),
        new("who", "text", "Who said it; the role without names"),
        new("undone", "boolean", "Whether it was taken back"),
        new("said", "json", "What was said; only what was spoken of is there"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.HeadAsync(this, cancellationToken);
        var history = book.History(asked.Match.Name);
        var undone = history.Select(each => each.Said.Undoes).OfType<long>().ToHashSet();
        foreach (var each in history)
        {
            await output.LineAsync(
                [
                    CsvLines.Number(each.Id), each.At.ToString(), CsvLines.Text(asked.Shown(each.Who)), CsvLines.Truth(undone.Contains(each.Id)),
                    CsvLines.Text(JsonSerializer.Serialize(MatchSaidShape.From(each.Said), ApiJson.Web.MatchSaidShape)),
                ],
                cancellationToken);
        }
    }
}
