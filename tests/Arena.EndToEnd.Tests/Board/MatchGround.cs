using System.Globalization;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.EndToEnd.Tests.Processes;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>
/// The bins of the virtual venue through one of its matches, hours in seconds: what its crowd has thrown by a minute of the match is measured now, and
/// published as the nodes would. A bin that someone empties is empty from then on.
/// </summary>
internal sealed class MatchGround
{
    private const int Seed = 7;

    // The season's greatest crowd, so that bins fill.
    private const string Played = "2026-11-22-degerfors-if";

    // Nobody has emptied since the day before: a crowd of four in five then makes some bins full at half-time, and more by the end.
    private const double AtTheGates = 0.5;

    private readonly RunningArena _arena;
    private readonly DateTimeOffset _kickOff;
    private readonly List<Bin> _bins;

    public MatchGround(RunningArena arena)
    {
        _arena = arena;
        var manifest = SiteReader.ReadFile(arena.Site).Manifest!;
        _kickOff = Clock.At(manifest.Matches.Single(match => match.Name == Played).KickOff);
        var model = new VenueModel(manifest, Seed);
        _bins = [.. from node in manifest.Nodes
                    from point in node.Sensors.OfType<FillPlan>().Select(sensor => sensor.Point).Distinct()
                    select new Bin(node.Name, point, new BinLife(model.BinOf(point)))];
        foreach (var bin in _bins)
        {
            for (var minute = -90; minute < -75; minute++)
                bin.Life.MoveTo(At(minute));
        }
    }

    /// <summary>Lets the match go on to a minute from its kick-off, and measures every bin.</summary>
    public async Task PlayToAsync(int minute)
    {
        var now = RunningArena.Seconds(TimeProvider.System.GetUtcNow());
        foreach (var bin in _bins)
            bin.Life.MoveTo(At(minute));
        await Task.WhenAll(_bins.GroupBy(bin => bin.Node).Select(node => _arena.PublishAsync(node.Key, Pack(node, now))));
    }

    /// <summary>Someone carries the bag away.</summary>
    public void Empty(string point)
    {
        var bin = _bins.Single(each => each.Point == point);
        bin.Carried = AtTheGates + bin.Life.Level;
    }

    private static string Pack(IEnumerable<Bin> bins, string now) =>
        $"[{string.Join(',', bins.Select(bin => string.Create(CultureInfo.InvariantCulture, $$"""{"bn":"{{bin.Point}}/","bt":{{now}},"n":"{{Quantities.FillingLevel.Name}}","u":"/","v":{{bin.Level:0.###}}}""")))}]";

    private long At(int minute) => _kickOff.AddMinutes(minute).ToUnixTimeMilliseconds() * 1000;

    private sealed record Bin(string Node, string Point, BinLife Life)
    {
        public double Carried { get; set; }

        public double Level => Math.Clamp(AtTheGates + Life.Level - Carried, 0, 1);
    }
}
