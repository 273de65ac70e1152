using Arena.Edge.Time;
using Arena.Wire;

namespace Arena.Edge.Tests.Time;

/// <summary>A machine's clocks as a test wants them, and the truth beside them.</summary>
internal sealed class FakeClock : IClockSource
{
    private UnixTime _bootedAt;

    public FakeClock() => Boot();

    /// <summary>What time it really is.</summary>
    public UnixTime Truth { get; private set; } = UnixTime.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>How far the wall clock is from it.</summary>
    public TimeSpan Off { get; set; }

    /// <summary>What the kernel says.</summary>
    public bool Synchronised { get; set; } = true;

    /// <summary>How much too fast the boot's own clock runs.</summary>
    public double PartsPerMillion { get; set; }

    public string BootId { get; private set; } = "";

    public TimeSpan SinceBoot => (Truth - _bootedAt) * (1 + (PartsPerMillion / 1e6));

    public ClockReading Read() => new(Truth + Off, SinceBoot, Synchronised, Synchronised ? TimeSpan.FromMilliseconds(2) : TimeSpan.FromSeconds(16));

    public void Advance(TimeSpan by) => Truth += by;

    /// <summary>Starts the machine anew; its boot clock begins at zero.</summary>
    public void Boot()
    {
        _bootedAt = Truth;
        BootId = $"boot at {Truth}";
    }
}
