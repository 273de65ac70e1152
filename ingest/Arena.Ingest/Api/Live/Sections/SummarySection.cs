using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary><c>summary</c>: the venue in a few figures.</summary>
internal sealed class SummarySection(Overview overview, LiveChanges changes) : ValueSection<SummaryShape>("summary", changes, ApiJson.Web.SummaryShape)
{
    private VenueFigures? _figures;

    protected override SummaryShape Now(SummaryShape? told)
    {
        var figures = overview.Now();
        if (told is not null && _figures! with { Time = figures.Time } == figures)
            return told;
        _figures = figures;
        return SummaryShape.From(figures);
    }
}
