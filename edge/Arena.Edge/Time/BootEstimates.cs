using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>
/// Places boots that never had an anchor between what is known before them and after them. Their order and their lengths are known by the boots'
/// own clocks; how long the machine was off between them is not.
/// </summary>
/// <remarks>
/// <code>
///   before ├─off─┤ boot 1 ├─off─┤ boot 2 ├─off─┤ after       slack = (after − before) − lengths, spread evenly over the offs
///          ├ boot 1 ┤ boot 2 ├─────────────────┤             each as early as it can be: all the slack behind
///          ├─────────────────┤ boot 1 ┤ boot 2 ┤             each as late as it can be: all the slack ahead
/// </code>
/// The bounds are wider by what the clocks may have been off: their errors, and 500 ppm of the lengths.
/// </remarks>
internal static class BootEstimates
{
    /// <summary>An estimate for each boot.</summary>
    /// <param name="boots">Boots in a row without an anchor, in order.</param>
    /// <param name="before">Newest moment known before the first; null when nothing was ever dated.</param>
    /// <param name="after">The boot after the last; it has an anchor.</param>
    /// <param name="errorBefore">How far <paramref name="before"/> may be off.</param>
    public static IReadOnlyList<BootEstimate> Between(UnixTime? before, TimeSpan errorBefore, IReadOnlyList<Boot> boots, Boot after)
    {
        var anchor = after.Anchors[0];
        var end = anchor.At(after.First);
        var lengths = boots.Aggregate(TimeSpan.Zero, (sum, boot) => sum + boot.Length);
        var uncertain = ClockRules.Noise + errorBefore + anchor.Error + ClockRules.Drift(lengths + (anchor.SinceBoot - after.First).Duration());
        var slack = end - (before ?? ClockRules.Earliest) - lengths;

        // Nothing known before: as late as can be, or a node unpacked today would have measured years ago. Less than no slack: a clock was wrong,
        // and what is nearer is the better guide.
        var asLateAsCanBe = before is null || slack < TimeSpan.Zero;
        var (estimates, ahead) = (new List<BootEstimate>(boots.Count), TimeSpan.Zero);
        for (var i = 0; i < boots.Count; i++)
        {
            var latest = end - lengths + ahead;
            var earliest = latest - slack;
            var (low, high) = slack < TimeSpan.Zero ? (latest, earliest) : (earliest, latest);
            var offs = asLateAsCanBe ? slack : slack * (i + 1) / (boots.Count + 1);
            estimates.Add(new BootEstimate(earliest + offs, low - uncertain, high + uncertain));
            ahead += boots[i].Length;
        }

        return estimates;
    }
}
