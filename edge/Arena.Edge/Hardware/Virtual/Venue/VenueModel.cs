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
}
