namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>A curve over the venue's moments as a flow, never above what its meter can measure.</summary>
/// <param name="moments">The venue.</param>
/// <param name="most">Most per second.</param>
/// <param name="perSecond">The curve.</param>
internal sealed class CurveFlow(Moments moments, double most, Func<Moment, double> perSecond) : Flow
{
    public override double PerSecond(long slot) => Math.Clamp(perSecond(moments.At(slot)), 0, most);
}
