using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Hardware.Virtual.Venue.Bins;

namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>
/// A bin of the venue's model walked through in coarse steps: what is thrown into it, at the mean size of a throw, and the model's own emptyings.
/// </summary>
internal sealed class BinLife(BinModel bin)
{
    private readonly double _kgPerLitre = bin.Throw(0).Kg / bin.Throw(0).Litres;
    private double _litres;
    private long _atUs;

    public double Level => Math.Min(1, _litres / bin.CapacityL);

    public double Kg => _litres * _kgPerLitre;

    /// <summary>What came in during the last step, kg.</summary>
    public double AddedKg { get; private set; }

    /// <summary>The last step's emptying: when, ms since 1970, and what was in the bin; null without one.</summary>
    public (long UnixMs, double Kg)? Emptied { get; private set; }

    public void MoveTo(long us)
    {
        (AddedKg, Emptied) = (0, null);
        if (_atUs == 0)
        {
            _atUs = us;
            return;
        }

        var litres = bin.PerSecond(Slot.Of((_atUs + us) / 2)) * bin.LitresPerThrow * (us - _atUs) / 1e6;
        var emptied = bin.Emptyings.NextAfter(_atUs);
        if (emptied <= us)
        {
            Emptied = (emptied / 1000, Kg);
            _litres = 0;
        }

        litres = Math.Min(litres, bin.CapacityL - _litres);
        _litres += litres;
        AddedKg = litres * _kgPerLitre;
        _atUs = us;
    }
}
