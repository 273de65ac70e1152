using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary><c>match</c>: the match that is on, its phase, and the next one; told when a phase begins or something is said of a match.</summary>
internal sealed class MatchSection(MatchClock clock, LiveChanges changes) : ValueSection<MatchNowShape>("match", changes, ApiJson.Web.MatchNowShape)
{
    private MatchNow? _match;

    protected override MatchNowShape Now(MatchNowShape? told)
    {
        var match = clock.Now();
        if (told is not null && ReferenceEquals(match, _match))
            return told;
        _match = match;
        return MatchNowShape.From(match);
    }
}
