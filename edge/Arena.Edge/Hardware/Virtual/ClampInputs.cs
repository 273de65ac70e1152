using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual;

/// <summary>What lies at the inputs of an emulated ADS1115: for each clamp a 50 Hz wave about half the supply.</summary>
internal sealed class ClampInputs(IReadOnlyList<CurrentPlan> clamps, VenueModel model)
{
    private const double BiasV = 1.65;
    private const long PeriodUs = 20_000;

    private readonly Dictionary<int, (CurrentPlan Plan, Func<UnixTime, double> LoadW)> _clamps =
        clamps.ToDictionary(clamp => MuxOf(clamp.Input), clamp => (clamp, model.LoadOf(clamp.Point)));

    public Ads1115Chip ChipFor(NodeClock clock) => new(clock, VoltsAt);

    private double VoltsAt(UnixTime time, int mux)
    {
        if (!_clamps.TryGetValue(mux, out var clamp)) return 0;
        var amperes = Math.Min(clamp.LoadW(time) / clamp.Plan.MainsV, clamp.Plan.MaxA);
        var peakV = Math.Sqrt(2) * amperes / clamp.Plan.AmperesPerVolt;
        return (mux >= 4 ? BiasV : 0) + (peakV * Math.Sin(2 * Math.PI * (time.Microseconds % PeriodUs) / PeriodUs));
    }

    private static int MuxOf(string input) => input switch
    {
        "a0-a1" => 0,
        "a2-a3" => 3,
        _ => 4 + (input[1] - '0'),
    };
}
