using System.IO.Pipelines;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>The phases of the match as they really were.</summary>
internal sealed class PhasesFile : IExportFile
{
    public string Name => "phases.csv";

    public string English => "A phase of the match. One that was overtaken by a later one is left out.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("phase", "text", "gates, first-half, half-time, second-half, egress, clean-up"),
        new("begins", "time", "When it began"),
        new("ends", "time", "When the next one began"),
        new("by_hand", "boolean", "Whether someone at the ground began it; else the plan did"),
        new("planned", "time", "When it would have begun by the plan alone"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.HeadAsync(this, cancellationToken);
        foreach (var (start, next) in asked.Match.Timeline.Starts.Zip(asked.Match.Timeline.Starts.Skip(1)))
        {
            await output.LineAsync(
                [start.Phase.Name(), start.At.ToString(), next.At.ToString(), CsvLines.Truth(start.ByHand), (asked.Match.KickOff + start.Phase.FromKickOff()).ToString()], cancellationToken);
        }
    }
}
