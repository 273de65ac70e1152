using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors;

internal static class SensorPlanSeries
{
    /// <summary>The plan's point with a quantity of the registry; the manifest's reader let no other pass.</summary>
    public static SeriesName SeriesOf(this SensorPlan plan, string quantity) =>
        Quantities.TryGet(quantity, out var known)
            ? new SeriesName(plan.Point, known)
            : throw new ArgumentException($"'{quantity}' of {plan.Point} is not in the registry of quantities.", nameof(quantity));
}
