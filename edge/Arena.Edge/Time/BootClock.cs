using Arena.Edge.Outbox;
using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Time;

/// <summary>What is known of this boot's time, looked after and kept in the outbox: which anchor dates its samples, and since when it is doubted.</summary>
/// <remarks>One caller; <see cref="Boot"/> may be read by any.</remarks>
internal sealed partial class BootClock
{
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromMilliseconds(100);

    private readonly IClockSource _source;
    private readonly NodeOutbox _outbox;
    private readonly ILogger _logger;
    private readonly ClockJudge _judge;
    private volatile Boot _boot;
    private Boot _kept;
    private bool _toldUnsynchronised;

    /// <summary>Finds what the outbox knows of this boot, or begins it.</summary>
    public BootClock(IClockSource source, NodeOutbox outbox, ILogger logger)
    {
        (_source, _outbox, _logger) = (source, outbox, logger);
        var now = source.SinceBoot;
        var newest = outbox.Undated(undated => undated.Boots()) is { Count: > 0 } boots ? boots[^1] : null;
        _kept = newest is null || newest.Id != source.BootId || newest.Last > now ? new Boot(0, "", now, now) : newest;
        _boot = _kept.Number > 0 ? _kept : new Boot((newest?.Number ?? 0) + 1, source.BootId, now, now);
        _judge = new ClockJudge(outbox.Newest, _boot.Anchors.Count > 0 ? _boot.Anchors[^1] : null, _boot.DoubtedSince);
    }

    /// <summary>This boot, as samples are dated now.</summary>
    public Boot Boot => _boot;

    /// <summary>What is measured now can be dated.</summary>
    public bool IsBelieved => _boot is { Anchors.Count: > 0, DoubtedSince: null };

    /// <summary>The wall time now, as far as it is believed; null before the first anchor.</summary>
    public UnixTime? Now => _boot.At(_source.SinceBoot);

    /// <summary>Looks at the clock. True when samples measured from here on may be dated before earlier ones: the clock was set back.</summary>
    public bool Look()
    {
        var reading = _source.Read();
        var before = _boot;
        var verdict = _judge.Look(reading);
        _boot = before with { Last = reading.SinceBoot, Anchors = Anchors(before.Anchors), DoubtedSince = _judge.DoubtedSince };
        Tell(verdict, before, reading);
        if (!IsKept()) Keep();
        return verdict == ClockVerdict.Anchored && before.At(reading.SinceBoot) > _boot.At(reading.SinceBoot);
    }

    private IReadOnlyList<Anchor> Anchors(IReadOnlyList<Anchor> before)
    {
        if (_judge.Anchor is not { } anchor || (before.Count > 0 && before[^1] == anchor)) return before;
        return before.Count > 0 && before[^1].From == anchor.From ? [.. before.SkipLast(1), anchor] : [.. before, anchor];
    }

    private bool IsKept() => _kept.Number == _boot.Number
        && _kept.DoubtedSince == _boot.DoubtedSince
        && _kept.Anchors.Count == _boot.Anchors.Count
        && (_boot.Anchors.Count == 0 || (_kept.At(_boot.Last)!.Value - _boot.At(_boot.Last)!.Value).Duration() < WorthKeeping);

    private void Keep()
    {
        try
        {
            _outbox.Undated(undated => undated.Save([_boot]));
            _kept = _boot;
        }
        catch (OutboxFullException)
        {
            // Sealing reports the full disk. What is dated stays dated; this is tried again at the next look.
        }
    }

    private void Tell(ClockVerdict verdict, Boot before, ClockReading reading)
    {
        if (!reading.Synchronised && _boot.Anchors.Count == 0 && !_toldUnsynchronised)
        {
            _toldUnsynchronised = true;
            Unsynchronised(_logger, reading.Wall, _outbox.Undated(undated => undated.Count));
        }

        switch (verdict)
        {
            case ClockVerdict.Anchored when before.DoubtedSince is not null:
                Convinced(_logger, reading.Wall, _judge.Off);
                break;
            case ClockVerdict.Anchored when before.Anchors.Count > 0:
                Stepped(_logger, _judge.Off, reading.Wall);
                break;
            case ClockVerdict.Anchored:
                Synchronised(_logger, reading.Wall, reading.Error);
                break;
            case ClockVerdict.DoubtBegins:
                Doubted(_logger, reading.Wall, _judge.Off, ClockRules.Hold(_judge.Off.Duration()));
                break;
            case ClockVerdict.DoubtEnds:
                DoubtEnded(_logger, reading.Wall);
                break;
            default:
                break;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The clock ({Wall}) is not synchronised: what is measured waits without a date until it is; {Waiting} samples wait already. Is NTP on? Where the clock is right without NTP: --clock trusted.")]
    private static partial void Unsynchronised(ILogger logger, UnixTime wall, long waiting);

    [LoggerMessage(LogLevel.Information, "The clock is synchronised: {Wall}, within {Error}. Samples are dated by it.")]
    private static partial void Synchronised(ILogger logger, UnixTime wall, TimeSpan error);

    [LoggerMessage(LogLevel.Warning, "The clock was set by {Off}, to {Wall}. Samples are dated by it from here on.")]
    private static partial void Stepped(ILogger logger, TimeSpan off, UnixTime wall);

    [LoggerMessage(
        LogLevel.Error,
        "ALARM: the clock says {Wall}, which is off by {Off} and is not believed. What is measured waits without a date until the clock is right again, or has stayed there for {Hold}. Check NTP and the clock's battery.")]
    private static partial void Doubted(ILogger logger, UnixTime wall, TimeSpan off, TimeSpan hold);

    [LoggerMessage(LogLevel.Warning, "The clock is right again ({Wall}), or no longer claims to be: what waited is dated as if it had never been wrong.")]
    private static partial void DoubtEnded(ILogger logger, UnixTime wall);

    [LoggerMessage(LogLevel.Error, "ALARM: the clock has stayed at {Wall}, off by {Off}, and is believed now. What can't be placed after sealed samples is declared lost.")]
    private static partial void Convinced(ILogger logger, UnixTime wall, TimeSpan off);
}
