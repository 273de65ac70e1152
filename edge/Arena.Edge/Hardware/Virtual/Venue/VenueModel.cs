using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Edge.Hardware.Virtual.Venue.Curves;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>
/// The venue as a pure function of (seed, point, time): what flows through its meters, what lies in its bins, how warm its rooms are.
/// </summary>
internal sealed class VenueModel
{
    private readonly Moments _moments;
    private readonly int _seed;
    private readonly Dictionary<string, SitePoint> _points;
    private readonly Dictionary<string, FillPlan> _fills;

    public VenueModel(SiteManifest site, int seed)
    {
        _seed = seed;
        _moments = new Moments(site, seed);
        _points = site.Points.ToDictionary(point => point.Name);
        _fills = site.Nodes.SelectMany(node => node.Sensors).OfType<FillPlan>().ToDictionary(plan => plan.Point);
        Flows = new Flows(site, _moments, seed);
    }

    public Flows Flows { get; }

    public Moment MomentAt(UnixTime time) => _moments.At(Slot.Of(time.Microseconds));

    public BinModel BinOf(string point) => new(_points[point], _fills.GetValueOrDefault(point), _moments, _seed);

    /// <summary>°C at a point of group <c>climate</c>, or whatever else carries a thermometer.</summary>
    public Func<UnixTime, double> AirOf(string point)
    {
        var noise = Noise.Of(_seed, point);
        bool Is(string word) => point.Contains(word, StringComparison.Ordinal);
        Func<Moment, Noise, double> air =
            Is("cold") ? AirC.ColdRoom
            : Is("kitchen") ? AirC.Kitchen
            : Is("dressing") ? AirC.DressingRoom
            : Is("switchroom") ? AirC.Switchroom
            : Is("plantroom") ? AirC.PlantRoom
            : Is("roof") || Is("outdoor") || _points[point].Group == "bin" ? AirC.UnderRoof
            : AirC.Room;
        return time => air(MomentAt(time), noise);
    }

    /// <summary>W of a load that only a clamp sees: a compressor where the name says cold, else something that works when the kiosks do.</summary>
    public Func<UnixTime, double> LoadOf(string point)
    {
        var noise = Noise.Of(_seed, point);
        return point.Contains("cold", StringComparison.Ordinal)
            ? time => ElectricityW.ColdStore(MomentAt(time), noise)
            : time => ElectricityW.Kiosk(MomentAt(time), noise) / 2;
    }

    /// <summary>A 12 V battery that the sun charges through the day and lamps empty in the dark: A into it, and its V.</summary>
    public Func<UnixTime, (double A, double V)> BatteryOf(string point)
    {
        var noise = Noise.Of(_seed, point);
        return time =>
        {
            var now = MomentAt(time);
            var amperes = (ElectricityW.Solar(now, 180) / 32_000 * 8) - (1.5 * now.Dark) - 0.08;
            return (amperes, 12.7 + (0.06 * amperes) + (0.01 * noise.Smooth(now.Us, 600_000_000)));
        };
    }
}
