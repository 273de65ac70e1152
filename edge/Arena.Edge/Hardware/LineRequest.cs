namespace Arena.Edge.Hardware;

/// <summary>Which line, and how to watch it.</summary>
/// <param name="Chip">GPIO chip, by kernel label or device name.</param>
/// <param name="Line">Offset on the chip.</param>
/// <param name="BothEdges">Events for both edges; else for the active one only, so that each event is a pulse.</param>
/// <param name="ActiveLow">Closed contact to ground with a pull-up: low is active.</param>
/// <param name="Debounce">Done in the kernel, in its jiffies; zero for none.</param>
/// <param name="Consumer">Who holds it, as <c>gpioinfo</c> shows; at most 31 bytes, the rest is cut.</param>
internal sealed record LineRequest(string Chip, int Line, bool BothEdges, bool ActiveLow, TimeSpan Debounce, string Consumer)
{
    /// <summary>Events the kernel is asked to queue, the most it gives (16 × GPIO_V2_LINES_MAX): a minute at S0's fastest 16.7 pulses/s.</summary>
    public const int QueuedEvents = 1024;

    /// <summary>The line's own name (<c>GPIO17</c>), as the device tree gives it: finds chip and offset in place of the two.</summary>
    public string? LineName { get; init; }

    /// <summary>How a point's sensor is named to the kernel: <c>arena:bin-north-3-food</c>.</summary>
    public static string ConsumerOf(string point) => $"arena:{point}";
}
