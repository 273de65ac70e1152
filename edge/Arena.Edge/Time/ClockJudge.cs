using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>What a look at the clock changed.</summary>
internal enum ClockVerdict
{
    /// <summary>Nothing.</summary>
    Unchanged,

    /// <summary>There is a new anchor: the boot's first, or one after a step that is believed.</summary>
    Anchored,

    /// <summary>The clock is where it can't be: what is measured from here on waits.</summary>
    DoubtBegins,

    /// <summary>The clock is back, or no longer claims to be right: the anchor stands for what was measured meanwhile, too.</summary>
    DoubtEnds,
}

/// <summary>
/// Judges one boot's wall clock against its monotonic one and against what is sealed already: which of its readings date samples.
/// </summary>
/// <remarks>
/// <code>
/// anchor   clock says           it differs from what is known by           then
/// none     not synchronised     –                                          wait
/// none     synchronised         nothing odd                                anchor
/// none     synchronised         before the newest sealed, &gt; 400 days after   doubt
/// one      not synchronised     –                                          keep the anchor
/// one      synchronised         ≤ 1 s                                      follow, a hundredth of the time
/// one      synchronised         ≤ 10 s + errors + 500 ppm                  new anchor from here on
/// one      synchronised         more                                       doubt
/// doubt    synchronised, held   there for 10 min, 24 h if &gt; 1 day           new anchor from the doubt's begin on
/// any      before 2020, 2100 on                                            doubt, for as long as it is so
/// </code>
/// </remarks>
/// <param name="newestKnown">The newest sealed moment; null when nothing was ever sealed.</param>
/// <param name="anchor">What this boot has been dated by, if a worker ran before in it.</param>
/// <param name="doubtedSince">Since when it has been doubted, likewise.</param>
internal sealed class ClockJudge(UnixTime? newestKnown, Anchor? anchor, TimeSpan? doubtedSince)
{
    private TimeSpan? _lookedAt;
    private TimeSpan _agreedAt = anchor?.SinceBoot ?? TimeSpan.Zero;
    private (UnixTime WallAtBoot, TimeSpan Since)? _held;

    /// <summary>What dates samples now; null before the boot's first.</summary>
    public Anchor? Anchor { get; private set; } = anchor;

    /// <summary>From when on samples wait because the clock is doubted; null when it is not.</summary>
    public TimeSpan? DoubtedSince { get; private set; } = doubtedSince;

    /// <summary>How far the clock was from where it should be when it was last looked at.</summary>
    public TimeSpan Off { get; private set; }

    /// <summary>Takes a reading; readings come in their order.</summary>
    public ClockVerdict Look(ClockReading reading)
    {
        var elapsed = reading.SinceBoot - (_lookedAt ?? reading.SinceBoot);
        _lookedAt = reading.SinceBoot;
        if (!reading.Synchronised) return EndDoubt();

        var possible = reading.Wall >= ClockRules.Earliest && reading.Wall < ClockRules.Latest;
        if (Anchor is not { } anchor)
        {
            Off = OffWithoutAnchor(reading.Wall);
            return possible && Off == TimeSpan.Zero ? Believe(reading, TimeSpan.Zero) : Doubt(reading, possible, TimeSpan.Zero);
        }

        Off = reading.Wall - anchor.At(reading.SinceBoot);
        if (Off.Duration() <= ClockRules.Slew)
        {
            _agreedAt = reading.SinceBoot;
            Anchor = Followed(anchor, elapsed);
            return EndDoubt();
        }

        var believable = ClockRules.Step + anchor.Error + reading.Error + ClockRules.Drift(reading.SinceBoot - _agreedAt);
        return possible && Off.Duration() <= believable
            ? Believe(reading, reading.SinceBoot)
            : Doubt(reading, possible, DoubtedSince ?? reading.SinceBoot);
    }

    private TimeSpan OffWithoutAnchor(UnixTime wall)
    {
        if (newestKnown is not { } newest) return TimeSpan.Zero;
        if (wall < newest - ClockRules.Step || wall > newest + ClockRules.LongestOff) return wall - newest;
        return TimeSpan.Zero;
    }

    private Anchor Followed(Anchor anchor, TimeSpan elapsed)
    {
        if (Off.Duration() <= ClockRules.Noise) return anchor;
        var most = ClockRules.SlewIn(elapsed);
        return anchor with { Wall = anchor.Wall + TimeSpan.FromTicks(Math.Clamp(Off.Ticks, -most.Ticks, most.Ticks)) };
    }

    private ClockVerdict Doubt(ClockReading reading, bool possible, TimeSpan since)
    {
        // Wall time at the boot's start: as long as the clock stays where it is, this stays the same.
        var wallAtBoot = reading.Wall - reading.SinceBoot;
        if (_held is not { } held || (wallAtBoot - held.WallAtBoot).Duration() > ClockRules.Slew) _held = held = (wallAtBoot, reading.SinceBoot);
        if (possible && reading.SinceBoot - held.Since >= ClockRules.Hold(Off.Duration())) return Believe(reading, since);
        if (DoubtedSince is not null) return ClockVerdict.Unchanged;
        DoubtedSince = since;
        return ClockVerdict.DoubtBegins;
    }

    private ClockVerdict Believe(ClockReading reading, TimeSpan from)
    {
        Anchor = new Anchor(from, reading.SinceBoot, reading.Wall, reading.Error);
        _agreedAt = reading.SinceBoot;
        (_held, DoubtedSince) = (null, null);
        return ClockVerdict.Anchored;
    }

    private ClockVerdict EndDoubt()
    {
        _held = null;
        if (DoubtedSince is null) return ClockVerdict.Unchanged;
        DoubtedSince = null;
        return ClockVerdict.DoubtEnds;
    }
}
