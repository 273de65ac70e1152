using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>Where wall time stands on a boot's own clock: what dates its samples from <paramref name="From"/> on.</summary>
/// <param name="From">First time since boot that it dates; zero for a boot's first anchor, which dates what came before it, too.</param>
/// <param name="SinceBoot">A moment on the boot's clock…</param>
/// <param name="Wall">…and the same moment in wall time.</param>
/// <param name="Error">How far off the wall clock may have been.</param>
internal readonly record struct Anchor(TimeSpan From, TimeSpan SinceBoot, UnixTime Wall, TimeSpan Error)
{
    /// <summary>The wall time of a moment of the boot.</summary>
    public UnixTime At(TimeSpan sinceBoot) => Wall + (sinceBoot - SinceBoot);
}
