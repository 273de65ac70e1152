using Arena.Edge.Sensors.Calibrating;
using Arena.Site;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>How old the calibrations of a node are, as its manifest says, and what was calibrated here but not written into it.</summary>
internal static class CalibrationCheck
{
    private const int OldDays = 365;

    /// <param name="node">Whose.</param>
    /// <param name="folder">Its data folder, where 'calibrate' keeps what was read; null without.</param>
    /// <param name="today">The date.</param>
    /// <exception cref="Sensors.SensorFault">What was kept can't be read.</exception>
    public static Finding Look(SiteNode node, string? folder, DateOnly today)
    {
        var plans = node.Sensors.OfType<CalibratedPlan>().ToList();
        if (plans.Count == 0) return Finding.Skipped($"Nothing at {node.Name} needs a calibration.");
        if (folder is not null && Unwritten(plans, new CalibrationBook(folder)) is { } made)
            return Finding.Warning($"The {made.Kind} sensor of {made.Point} was calibrated here on {made.At:yyyy-MM-dd}, but the manifest does not say so.", $"Write at it: {made.Manifest}");
        var undated = plans.Where(plan => plan.Calibrated is null).ToList();
        var old = plans.Where(plan => plan.Calibrated is { } dated && today.DayNumber - dated.On.DayNumber > OldDays).ToList();
        var dump = string.Join('\n', plans.Select(plan => $"{plan.Point}/{plan.Kind} {plan.Calibrated?.On.ToString("O", null) ?? "undated"}"));
        if (undated.Count + old.Count == 0) return Finding.Ok($"All {plans.Count} calibrations are from the last year.") with { Dump = dump };
        string[] parts = [.. Told(undated, "without a date"), .. Told(old, "older than a year")];
        return Finding.Warning($"Of {plans.Count} calibrations here, {string.Join(", and ", parts)}.", $"Calibrate them, and write 'calibrated' with date and name into the manifest.") with { Dump = dump };
    }

    private static CalibrationRecord? Unwritten(List<CalibratedPlan> plans, CalibrationBook book) => book.Read()
        .GroupBy(record => (record.Point, record.Kind))
        .Select(records => records.Last())
        .FirstOrDefault(made => plans.Exists(plan => plan.Point == made.Point && plan.Kind == made.Kind && !(plan.Calibrated?.On >= DateOnly.FromDateTime(made.At.LocalDateTime))));

    private static IEnumerable<string> Told(List<CalibratedPlan> plans, string how)
    {
        if (plans.Count == 0) yield break;
        var names = string.Join(", ", plans.Take(3).Select(plan => $"{plan.Kind} of {plan.Point}"));
        yield return FormattableString.Invariant($"{plans.Count} {(plans.Count == 1 ? "is" : "are")} {how} ({names}{(plans.Count > 3 ? ", …" : "")})");
    }
}
