using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;
using Arena.Ingest.Matches.Calendar;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches;

/// <summary>Takes the matches of a calendar over: all of them, or none when something in it can't be read.</summary>
internal sealed class CalendarImport(MatchBook book, SiteManifest site, LiveChanges changes, TimeProvider time)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);

    /// <param name="who">Who imports it.</param>
    /// <param name="home">Only matches of this home team; null for all.</param>
    /// <param name="text">The file.</param>
    public ImportedShape Run(string who, string? home, string text)
    {
        IReadOnlyList<CalendarEntry> entries;
        try
        {
            entries = new CalendarReader(_zone).Read(text);
        }
        catch (CalendarFault fault)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, null, fault.Message, fault.Fix);
        }

        var (made, changed, unchanged, skipped) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        var said = book.Say(who, UnixTime.From(time.GetUtcNow()), known => [.. entries.SelectMany(entry => Of(entry, known))]);
        if (said.Count > 0)
            changes.Announce();
        return new ImportedShape(made, changed, unchanged, skipped);

        IEnumerable<(string, MatchSaid)> Of(CalendarEntry entry, MatchBook known)
        {
            var (host, opponent) = entry.Teams();
            if (home is not null && !string.Equals(host, home.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                skipped.Add(entry.Summary);
                return [];
            }

            var name = MatchNames.Of(TimeZoneInfo.ConvertTime(entry.Start.ToDateTimeOffset(), _zone), opponent);
            var match = known.All.FirstOrDefault(each => each.Uid == entry.Uid) ?? (name is null ? null : known.Find(name));
            if (name is null)
                throw new ApiFault(StatusCodes.Status400BadRequest, null, $"The opponent of \"{entry.Summary}\" has no letter.", "Write the title as \"Home - Opponent\".");
            if (match is null && made.Contains(name))
                throw new ApiFault(StatusCodes.Status400BadRequest, null, $"Two events of this day are against {opponent}.", "Give them different titles, or take one out.");
            if (match is null)
            {
                made.Add(name);
                return [(name, new MatchSaid { Made = "ical", Home = host, Opponent = opponent, KickOff = entry.Start.ToDateTimeOffset(), Uid = entry.Uid, Cancelled = entry.Cancelled ? true : null })];
            }

            var what = new MatchSaid
            {
                KickOff = match.KickOff == entry.Start ? null : entry.Start.ToDateTimeOffset(),
                Opponent = match.Source == "ical" && match.Opponent != opponent ? opponent : null,
                Uid = match.Uid == entry.Uid ? null : entry.Uid,
                Cancelled = match.Cancelled == entry.Cancelled ? null : entry.Cancelled,
            };
            var isSame = what == new MatchSaid();
            (isSame ? unchanged : changed).Add(match.Name);
            return isSame ? [] : [(match.Name, what)];
        }
    }
}
