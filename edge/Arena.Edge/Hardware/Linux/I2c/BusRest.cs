namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>When a bus that hangs is left alone, and for how long.</summary>
/// <remarks>
/// <code>
/// transfer              3 in a row          after a rest
/// answered, refused     –                   works again
/// timed out, disturbed  rests 1 s           rests twice as long, at most a minute
/// </code>
/// </remarks>
internal sealed class BusRest(TimeProvider time)
{
    public const int FailuresBefore = 3;

    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int _failures;
    private TimeSpan _rest;
    private long _since;

    /// <summary>Set apart: the next transfer is an attempt, after <see cref="IsResting"/>.</summary>
    public bool IsApart => _rest > TimeSpan.Zero;

    /// <summary>Nothing may be sent yet.</summary>
    public bool IsResting => IsApart && time.GetElapsedTime(_since) < _rest;

    /// <summary>Someone answered, or nobody was there: the bus itself works.</summary>
    /// <returns>True when it was set apart until now.</returns>
    public bool Worked()
    {
        var back = IsApart;
        (_failures, _rest) = (0, TimeSpan.Zero);
        return back;
    }

    /// <summary>The bus itself failed.</summary>
    /// <returns>True when it is set apart from now on.</returns>
    public bool Failed()
    {
        _failures++;
        if (_failures < FailuresBefore) return false;
        var apart = !IsApart;
        _rest = apart ? First : TimeSpan.FromTicks(Math.Min(2 * _rest.Ticks, Longest.Ticks));
        _since = time.GetTimestamp();
        return apart;
    }
}
