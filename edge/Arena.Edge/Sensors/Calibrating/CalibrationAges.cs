using Arena.Site;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Sensors.Calibrating;

/// <summary>How old a node's calibrations are: told in the log at the start, and in the node's <c>meta</c>.</summary>
internal static partial class CalibrationAges
{
    private const int OldDays = 365;

    /// <summary>Those with a date, without the names of who made them; null when there is none.</summary>
    public static IReadOnlyList<NodeCalibration>? Of(SiteNode node)
    {
        var dated = node.Sensors.OfType<CalibratedPlan>().Where(plan => plan.Calibrated is not null)
            .Select(plan => new NodeCalibration(plan.Point, plan.Kind, plan.Calibrated!.Value.On)).ToList();
        return dated.Count > 0 ? dated : null;
    }

    /// <summary>Logs what is old or unknown, and what was calibrated here but not written into the manifest.</summary>
    /// <param name="node">Whose.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="now">The time now.</param>
    /// <param name="logger">Where.</param>
    public static void Log(SiteNode node, string folder, DateTimeOffset now, ILogger logger)
    {
        var plans = node.Sensors.OfType<CalibratedPlan>().ToList();
        if (plans.Count == 0) return;
        Known(logger, plans.Count(plan => plan.Calibrated is not null), plans.Count);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var plan in plans)
        {
            if (plan.Calibrated is { } made && today.DayNumber - made.On.DayNumber is var days and > OldDays) Old(logger, plan.Kind, plan.Point, days, made.On);
        }

        try
        {
            foreach (var made in new CalibrationBook(folder).Read().GroupBy(record => (record.Point, record.Kind)).Select(records => records.Last()))
            {
                var plan = plans.Find(plan => plan.Point == made.Point && plan.Kind == made.Kind);
                if (plan is not null && !(plan.Calibrated?.On >= DateOnly.FromDateTime(made.At.LocalDateTime))) NotWritten(logger, made.Kind, made.Point, made.At, made.Manifest);
            }
        }
        catch (SensorFault unreadable)
        {
            Unreadable(logger, unreadable.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Dated} of {Sensors} sensors that need it have a dated calibration.")]
    private static partial void Known(ILogger logger, int dated, int sensors);

    [LoggerMessage(LogLevel.Warning, "The {Kind} sensor of {Point} was calibrated {Days} days ago, on {On:yyyy-MM-dd}: calibrate it again.")]
    private static partial void Old(ILogger logger, string kind, string point, int days, DateOnly on);

    [LoggerMessage(LogLevel.Warning, "The {Kind} sensor of {Point} was calibrated here at {At}, but the manifest does not say so: write {Keys} at it.")]
    private static partial void NotWritten(ILogger logger, string kind, string point, DateTimeOffset at, string keys);

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private static partial void Unreadable(ILogger logger, string reason);
}
