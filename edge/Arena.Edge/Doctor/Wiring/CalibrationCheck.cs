using Arena.Site;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>How old the calibrations of a node are, as its manifest says.</summary>
internal static class CalibrationCheck
{
    private const int OldDays = 365;

    public static Finding Look(SiteNode node, DateOnly today)
    {
        var plans = node.Sensors.OfType<CalibratedPlan>().ToList();
        if (plans.Count == 0) return Finding.Skipped($"Nothing at {node.Name} needs a calibration.");
        var undated = plans.Where(plan => plan.Calibrated is null).Select(plan => plan.Point).Distinct(StringComparer.Ordinal).ToList();
        var old = plans.Where(plan => plan.Calibrated is { } made && today.DayNumber - made.On.DayNumber > OldDays).Select(plan => $"{plan.Kind} of {plan.Point}").ToList();
        var dump = string.Join('\n', plans.Select(plan => $"{plan.Point}/{plan.Kind} {plan.Calibrated?.On.ToString("O", null) ?? "undated"}"));
        if (undated.Count + old.Count == 0) return Finding.Ok($"All {plans.Count} calibrations are from the last year.") with { Dump = dump };
        var first = undated.Count > 0 ? $"{undated.Count} points have a calibration without a date ({string.Join(", ", undated.Take(3))}{(undated.Count > 3 ? ", …" : "")})" : "";
        var second = old.Count > 0 ? $"{old.Count} are older than a year ({string.Join(", ", old.Take(3))}{(old.Count > 3 ? ", …" : "")})" : "";
        return Finding.Warning($"Of {plans.Count} calibrations, {string.Join(", and ", ((string[])[first, second]).Where(part => part.Length > 0))}.", $"Calibrate them, and write 'calibrated' with date and name into the manifest.") with { Dump = dump };
    }
}
