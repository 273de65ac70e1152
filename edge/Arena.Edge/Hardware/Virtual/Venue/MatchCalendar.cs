using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>The manifest's matches in the order of their kick-offs, each with the attendance the seed gives it.</summary>
internal sealed class MatchCalendar
{
    private readonly MatchDay[] _matches;
    private readonly long[] _kickOffsUs;

    public MatchCalendar(SiteManifest site, TimeZoneInfo zone, int seed)
    {
        _matches = [.. site.Matches.Select(match => Day(match, site, zone, seed)).OrderBy(match => match.KickOffUs)];
        _kickOffsUs = [.. _matches.Select(match => match.KickOffUs)];
    }

    public IReadOnlyList<MatchDay> All => _matches;

    /// <summary>The match nearest to a moment, if it is felt at it.</summary>
    public MatchDay? Near(long us)
    {
        var at = Array.BinarySearch(_kickOffsUs, us);
        var later = at >= 0 ? at : ~at;
        var next = later < _matches.Length ? _matches[later] : null;
        var last = later > 0 ? _matches[later - 1] : null;
        var nearest = next is null || (last is not null && us - last.KickOffUs < next.KickOffUs - us) ? last : next;
        return nearest is not null && Math.Abs(nearest.MinuteOf(us)) < MatchDay.ReachMinutes ? nearest : null;
    }

    private static MatchDay Day(Match match, SiteManifest site, TimeZoneInfo zone, int seed)
    {
        var local = DateTime.SpecifyKind(match.KickOff, DateTimeKind.Unspecified);
        var kickOff = UnixTime.From(new DateTimeOffset(local, zone.GetUtcOffset(local)));
        var attendance = match.ExpectedAttendance * (1 + (0.12 * Noise.Of(seed, $"attendance/{match.Name}").SignedAt(0)));
        attendance = Math.Round(Math.Min(attendance, site.Capacity));
        return new MatchDay(kickOff.Microseconds, attendance, attendance / site.Capacity);
    }
}
