using Arena.Edge.Sensors.Fill;
using Arena.Site;

namespace Arena.Edge.Sensors.Calibrating;

/// <summary>What came out: the points, and the keys to write into the manifest.</summary>
internal sealed record Calibrated(IReadOnlyList<CalibrationPoint> Points, string Keys);

/// <summary>How each kind of sensor is calibrated.</summary>
/// <param name="guide">Who leads through it.</param>
/// <param name="known">Known mass or current, given beforehand; null to be asked for.</param>
internal sealed class Calibrations(Guide guide, double? known)
{
    /// <summary>A known load far from what clamp and burden say is a wrong load, or a clamp around both conductors.</summary>
    private const double FarthestScale = 1.25;

    /// <exception cref="CalibrationFault">It can't be right, and why.</exception>
    public Task<Calibrated> RunAsync(CalibratedPlan plan, CancellationToken cancellationToken) => plan switch
    {
        ScalePlan weight => WeighAsync(weight, cancellationToken),
        FillPlan fill => FillAsync(fill, cancellationToken),
        CurrentPlan current => ClampAsync(current, cancellationToken),
        _ => throw new ArgumentException($"A sensor of kind '{plan.Kind}' is not calibrated.", nameof(plan)),
    };

    private async Task<Calibrated> WeighAsync(ScalePlan plan, CancellationToken cancellationToken)
    {
        // Of the present calibration, which may be wrong: rest is a share of what the known mass makes.
        var restsWithin = Math.Abs(plan.KnownRaw - plan.EmptyRaw) * 0.02;
        var empty = await guide.ReadAsync("Put the empty bin on, with its bag.", "empty_raw", restsWithin, null, cancellationToken);
        var kg = known ?? await guide.AskAsync("Known mass in kg, 20 or more:", cancellationToken);
        if (kg > plan.MaxKg) throw new CalibrationFault(Text($"{kg} kg is more than the cell carries, 'max_kg' {plan.MaxKg}: take a smaller mass"));
        var loaded = await guide.ReadAsync(Text($"Put {kg} kg into the middle of the bin, and let it rest."), "known_raw", restsWithin, kg, cancellationToken);
        var span = Math.Abs(loaded.Raw - empty.Raw);
        if (span < 5 * Math.Max(1, Math.Max(empty.Spread, loaded.Spread)))
            throw new CalibrationFault(Text($"the cell did not feel the mass: {empty.Raw:0} without and {loaded.Raw:0} with it. Look for a loose wire, and whether the bin stands on something else"));
        var back = await guide.ReadAsync("Take the mass off again.", "back at empty", restsWithin, null, cancellationToken);
        if (Math.Abs(back.Raw - empty.Raw) > span * 0.02)
            throw new CalibrationFault(Text($"it does not come back: {empty.Raw:0} before the mass and {back.Raw:0} after it. The bin touches something, or the cell was overloaded"));
        return new Calibrated([empty, loaded, back], Text($"empty_raw: {empty.Raw:0}, known_kg: {kg}, known_raw: {loaded.Raw:0}"));
    }

    private async Task<Calibrated> FillAsync(FillPlan plan, CancellationToken cancellationToken)
    {
        const double restsWithinCm = 2;
        var empty = await guide.ReadAsync("Empty the bin, with its bag in place, and close the lid.", "empty_cm", restsWithinCm, null, cancellationToken);
        var full = await guide.ReadAsync("Lay a board at the height where it counts as full, and close the lid.", "full_cm", restsWithinCm, null, cancellationToken);
        if (plan.Chip == FillPlan.Mb7040 && full.Raw <= Mb7040.NearestCm)
            throw new CalibrationFault(Text($"full reads {full.Raw:0} cm, and the sensor can't tell anything nearer than {Mb7040.NearestCm} cm from it: mount it higher"));
        return full.Raw < empty.Raw - (5 * restsWithinCm)
            ? new Calibrated([empty, full], Text($"empty_cm: {Math.Round(empty.Raw)}, full_cm: {Math.Round(full.Raw)}"))
            : throw new CalibrationFault(Text($"full reads {full.Raw:0} cm and empty {empty.Raw:0} cm: full must be nearer to the sensor. It may see the rim or the bag"));
    }

    private async Task<Calibrated> ClampAsync(CurrentPlan plan, CancellationToken cancellationToken)
    {
        var amperes = known ?? await guide.AskAsync("Current of the known load in A, by a good meter in the same conductor:", cancellationToken);
        var restsWithinV = 0.04 * amperes / plan.AmperesPerVolt;
        var on = await guide.ReadAsync(Text($"Switch the load of {amperes} A on; nothing else in this conductor."), "known_mv", restsWithinV, amperes, cancellationToken);
        var ratio = on.Raw > 0 ? amperes / on.Raw / plan.AmperesPerVolt : double.PositiveInfinity;
        return ratio is < FarthestScale and > 1 / FarthestScale
            ? new Calibrated([on], Text($"known_a: {amperes}, known_mv: {on.Raw * 1000:0.###}"))
            : throw new CalibrationFault(Text($"the clamp gives {on.Raw * 1000:0.###} mV at {amperes} A, and by the manifest it should give {amperes / plan.AmperesPerVolt * 1000:0.###} mV: is it around one conductor only, closed, and is the load right?"));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
