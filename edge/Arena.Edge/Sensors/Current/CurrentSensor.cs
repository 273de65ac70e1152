using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Current;

/// <summary>
/// Current through a clamp, A rms, and from it the apparent power at the mains voltage taken, VA. Apparent only: nobody measured voltage and phase.
/// </summary>
/// <remarks>More than the clamp measures is flagged implausible. An open clamp, or one around both conductors, reads 0 A and can't be told.</remarks>
internal sealed class CurrentSensor(CurrentPlan plan, Ads1115 converter, ISampleSink sink, NodeClock clock) : ISensor
{
    /// <summary>Half of 3.3 V, and what tolerances of the divider leave of it.</summary>
    private const double LowestBiasV = 1.2;
    private const double HighestBiasV = 2.1;

    private readonly SeriesName _current = new(plan.Point, Quantities.Current);
    private readonly SeriesName _apparentPower = new(plan.Point, Quantities.ApparentPower);
    private readonly SeriesName? _voltage = plan.Raw ? new SeriesName(plan.Point, Quantities.ClampVoltage) : null;

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => _voltage is null ? [_current, _apparentPower] : [_current, _apparentPower, _voltage];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var wave = await converter.MeasureAsync(plan.Input, cancellationToken);
        if (!Ads1115Registers.IsPair(plan.Input) && wave.MeanV is < LowestBiasV or > HighestBiasV)
            throw new SensorFault(FormattableString.Invariant(
                $"The clamp of {plan.Point} on {plan.Input} swings about {wave.MeanV:0.000} V, and half the supply, about 1.65 V, is needed: check the two resistors of the divider and the clamp's plug."));
        var now = clock.Now;
        var amperes = wave.RmsV * plan.AmperesPerVolt;
        var quality = amperes > plan.MaxA ? Quality.Implausible : Quality.Good;
        Put(_current, amperes);
        Put(_apparentPower, amperes * plan.MainsV);
        if (_voltage is not null) Put(_voltage, wave.RmsV);

        void Put(SeriesName series, double value) => sink.Add(new Sample(series, now, series.Quantity.Rounded(value), quality));
    }

    public void Dispose() => converter.Dispose();
}
