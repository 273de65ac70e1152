using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Ingest.Matches;
using Arena.Site;
using Arena.Wire;

namespace Arena.Simulation.Tests.Forecast;

/// <summary>
/// A season of the virtual venue: every bin of the manifest, a match each fifth day with crowds from 1,800 to 6,400, the first sixteen to learn from, the others held back.
/// The forecaster hears of a held-back match what staff know beforehand: the planned phases and the crowd that is expected, which is up to 12 % wrong.
/// </summary>
internal sealed class Season
{
    private const int Seed = 11;

    /// <summary>Spread evenly, in an order that doesn't matter.</summary>
    private static readonly int[] Expected = [.. Enumerable.Range(0, Matches).Select(place => 1800 + (place * 29 % Matches * 4600 / (Matches - 1)))];

    private const int Matches = 48;

    private const int LearnedFrom = 16;

    public Season()
    {
        var ground = SiteReader.ReadFile(Path.Combine(House.Root, "hardware/sites/borlange-energi-arena.yaml")).Manifest!;
        var matches = Expected.Select((expected, place) =>
            new Match($"match-{place}", $"Gästerna {place}", new DateTime(2026, 4, 5, 15, 0, 0, DateTimeKind.Unspecified).AddDays(5 * place), expected)).ToList();
        var site = ground with { Matches = matches };
        var model = new VenueModel(site, Seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        var calendar = new MatchCalendar(site, zone, Seed);
        Bins = [.. site.Points.Where(point => point.Group == "bin")];
        var played = matches.Select((match, place) => new PlayedMatch(
            Timeline.Of(new UnixTime(calendar.All[place].KickOffUs), new Dictionary<MatchPhase, UnixTime>()),
            match.ExpectedAttendance,
            calendar.All[place].Attendance,
            Bins.ToDictionary(bin => bin.Name, bin => Inflow.Of(model.BinOf(bin.Name), calendar.All[place].KickOffUs)))).ToList();
        (Past, HeldBack) = (played[..LearnedFrom], played[LearnedFrom..]);
    }

    public IReadOnlyList<SitePoint> Bins { get; }

    public IReadOnlyList<PlayedMatch> Past { get; }

    public IReadOnlyList<PlayedMatch> HeldBack { get; }
}

/// <summary>A match as it was.</summary>
/// <param name="Timeline">Its phases.</param>
/// <param name="Expected">Spectators expected before.</param>
/// <param name="Attendance">Spectators who came.</param>
/// <param name="Inflows">What was thrown into each bin.</param>
internal sealed record PlayedMatch(Timeline Timeline, double Expected, double Attendance, IReadOnlyDictionary<string, Inflow> Inflows);
