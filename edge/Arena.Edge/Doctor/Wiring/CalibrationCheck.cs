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
        var undated = plans.Where(plan => plan.Calibrated is null).ToList();
        var old = plans.Where(plan => plan.Calibrated is { } made && today.DayNumber - made.On.DayNumber > OldDays).ToList();
        var dump = string.Join('\n', plans.Select(plan => $"{plan.Point}/{plan.Kind} {plan.Calibrated?.On.ToString("O", null) ?? "undated"}"));
        if (undated.Count + old.Count == 0) return Finding.Ok($"All {plans.Count} calibrations are from the last year.") with { Dump = dump };
        string[] parts = [.. Told(undated, "without a date"), .. Told(old, "older than a year")];
        return Finding.Warning($"Of {plans.Count} calibrations here, {string.Join(", and ", parts)}.", $"Calibrate them, and write 'calibrated' with date and name into the manifest.") with { Dump = dump };
    }

    private static IEnumerable<string> Told(List<CalibratedPlan> plans, string how)
    {
        if (plans.Count == 0) yield break;
        var names = string.Join(", ", plans.Take(3).Select(plan => $"{plan.Kind} of {plan.Point}"));
        yield return FormattableString.Invariant($"{plans.Count} {(plans.Count == 1 ? "is" : "are")} {how} ({names}{(plans.Count > 3 ? ", …" : "")})");
    }
}
