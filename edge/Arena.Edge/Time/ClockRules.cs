using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>What of a clock is believed, and when. The README says why.</summary>
internal static class ClockRules
{
    /// <summary>No sample was ever measured before; a Raspberry Pi without network starts in 1970 or on the day its image was made.</summary>
    public static readonly UnixTime Earliest = UnixTime.From(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Nor will one be after it.</summary>
    public static readonly UnixTime Latest = UnixTime.From(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A difference between wall clock and timeline up to here is followed little by little.</summary>
    public static readonly TimeSpan Slew = TimeSpan.FromSeconds(1);

    /// <summary>Below it there is nothing to follow: it is the noise of reading two clocks.</summary>
    public static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(1);

    /// <summary>A step up to here is believed at once, and more by what both clocks may be off.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    /// <summary>After its last sealed sample a node may have been off for so long: a season, and a spare year.</summary>
    public static readonly TimeSpan LongestOff = TimeSpan.FromDays(400);

    /// <summary>Up to this jump, <see cref="HoldShort"/> is enough; beyond it the clock has to hold <see cref="HoldLong"/>.</summary>
    public static readonly TimeSpan ShortJump = TimeSpan.FromDays(1);

    /// <summary>How long a doubted clock has to stay where it is, synchronised, to be believed.</summary>
    public static readonly TimeSpan HoldShort = TimeSpan.FromMinutes(10);

    /// <inheritdoc cref="HoldShort"/>
    public static readonly TimeSpan HoldLong = TimeSpan.FromHours(24);

    private const long DriftPerMillion = 500;
    private const int SlewShare = 100;

    /// <summary>How far a clock may have run off in a time on its own: 500 ppm, which is what the kernel reckons with (MAXFREQ).</summary>
    public static TimeSpan Drift(TimeSpan time) => time * DriftPerMillion / 1_000_000;

    /// <summary>How far the timeline is moved towards the wall clock in a time: a hundredth of it, so it never runs back.</summary>
    public static TimeSpan SlewIn(TimeSpan time) => time / SlewShare;

    /// <summary>How long a clock that jumped so far has to hold it.</summary>
    public static TimeSpan Hold(TimeSpan jump) => jump <= ShortJump ? HoldShort : HoldLong;
}
