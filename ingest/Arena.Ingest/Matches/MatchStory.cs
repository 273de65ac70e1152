using Arena.Ingest.Said;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>Makes the matches out of the manifest's calendar and all that was said since, in its order; what was undone doesn't count.</summary>
internal static class MatchStory
{
    public static Dictionary<string, MatchDay> Tell(SiteManifest site, IReadOnlyList<SaidEvent<MatchSaid>> events)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        var matches = site.Matches.Select(match => OfManifest(match, zone)).ToDictionary(match => match.Name, StringComparer.Ordinal);
        var undone = events.Select(each => each.Said.Undoes).OfType<long>().ToHashSet();
        foreach (var (_, _, _, name, said) in events.Where(each => each.Said.Undoes is null && !undone.Contains(each.Id)))
        {
            // A match of the manifest that is no longer in it is not spoken of.
            if (said.Made is not null && !matches.ContainsKey(name))
                matches[name] = new MatchDay { Name = name, Opponent = "", KickOff = default, Source = said.Made };
            if (matches.TryGetValue(name, out var match))
                matches[name] = With(match, said);
        }

        return matches;
    }

    private static MatchDay OfManifest(Match match, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(match.KickOff, DateTimeKind.Unspecified);
        return new MatchDay
        {
            Name = match.Name,
            Opponent = match.Opponent,
            KickOff = UnixTime.From(new DateTimeOffset(local, zone.GetUtcOffset(local))),
            Expected = match.ExpectedAttendance,
            Source = "manifest",
        };
    }

    private static MatchDay With(MatchDay match, MatchSaid said)
    {
        match = match with
        {
            Home = said.Home ?? match.Home,
            Opponent = said.Opponent ?? match.Opponent,
            KickOff = said.KickOff is { } kickOff ? UnixTime.From(kickOff) : match.KickOff,
            Expected = said.ExpectedAttendance ?? match.Expected,
            SetAttendance = said.Attendance switch { null => match.SetAttendance, < 0 => null, var set => set },
            Uid = said.Uid ?? match.Uid,
            Cancelled = said.Cancelled ?? match.Cancelled,
        };
        return said is { Phase: { } name, PhaseAt: { } at } && MatchPhases.TryParse(name, out var phase)
            ? match with { ByHand = new Dictionary<MatchPhase, UnixTime>(match.ByHand) { [phase] = UnixTime.From(at) } }
            : match;
    }
}
