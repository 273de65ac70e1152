using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>What a bin's range finder sees while something is wrong: a distance, as the echo comes back, whichever chip measures it.</summary>
internal static class FaultySight
{
    /// <summary>Where a bag hangs, and where a wall is behind an open lid, share of the bin.</summary>
    private const double High = 0.9;

    /// <summary>What sits on it is nearer than the brim.</summary>
    private const double OnIt = 1.1;

    /// <param name="fault">What is wrong.</param>
    /// <param name="plan">The range finder.</param>
    /// <param name="seen">cm to what is in the bin, with the range finder's noise.</param>
    public static Func<UnixTime, double> Of(BinFault fault, FillPlan plan, Func<UnixTime, double> seen)
    {
        return time => time < fault.From ? seen(time) : fault.Kind switch
        {
            BinFaultKind.DirtySensor => At(OnIt),
            BinFaultKind.Stuck => seen(fault.From),
            BinFaultKind.BagCaught => Math.Min(seen(time), At(High) + Swing(time)),
            BinFaultKind.LidOpen => At(High) + Swing(time),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "no fault"),
        };

        double At(double level) => plan.EmptyCm - (level * (plan.EmptyCm - plan.FullCm));
    }

    // A centimetre to and fro in three seconds.
    private static double Swing(UnixTime time) => Math.Sin(time.Microseconds * 2 * Math.PI / 3_000_000);
}
