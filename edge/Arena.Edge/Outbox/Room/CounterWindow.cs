using Arena.Wire;

namespace Arena.Edge.Outbox.Room;

/// <summary>
/// A register's samples of one window: the first and the last, as they were sampled, and both sides of every fall, so that what was counted up to a
/// meter's swap is still there.
/// </summary>
internal static class CounterWindow
{
    /// <param name="group">In order of time.</param>
    public static IEnumerable<WeighedSample> Thin(IReadOnlyList<WeighedSample> group)
    {
        var leftOut = Quality.Good;
        for (var i = 0; i < group.Count; i++)
        {
            if (!IsKept(group, i))
            {
                leftOut |= group[i].Sample.Quality;
                continue;
            }

            // What was known against a reading that goes is known against the step to the next one.
            yield return group[i] with { Sample = group[i].Sample with { Quality = group[i].Sample.Quality | leftOut } };
            leftOut = Quality.Good;
        }
    }

    private static bool IsKept(IReadOnlyList<WeighedSample> group, int index) =>
        index == 0 || index == group.Count - 1
        || group[index].Sample.Value < group[index - 1].Sample.Value
        || group[index + 1].Sample.Value < group[index].Sample.Value;
}
