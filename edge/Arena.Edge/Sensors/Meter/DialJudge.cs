using System.Globalization;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Meter;

/// <summary>Judges a dial reading against the meter's display, its own maximum and what was counted, and makes the correction of it.</summary>
/// <param name="plan">A meter with a display.</param>
/// <param name="series">Its register, <c>point/quantity</c>.</param>
/// <param name="history">Its readings, oldest first.</param>
internal sealed class DialJudge(S0Plan plan, string series, IReadOnlyList<DialReading> history)
{
    /// <summary>More than the meter can measure, by clock and by rounding.</summary>
    private const double Allowance = 1.05;

    /// <summary>A drift beyond it, %, is a digit misread or a wrong worth of a pulse rather than lost pulses.</summary>
    private const double SuspectPct = 20;
    private const double SuspectPulses = 20;

    private readonly MeterDisplay _display = plan.Display!;

    /// <summary>The reading to write down, or why it is refused.</summary>
    /// <param name="entry">What was entered.</param>
    /// <param name="pulses">Pulses counted until then.</param>
    /// <param name="now">The time now.</param>
    /// <param name="fault">Why not, and what to do; empty otherwise.</param>
    public DialReading? Judge(DialEntry entry, double pulses, DateTimeOffset now, out string fault)
    {
        if ((fault = Form(entry, now)).Length > 0) return null;
        var before = history[^1];
        var shown = decimal.Parse(entry.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var read = (double)(shown * (decimal)_display.Factor);
        var made = new DialReading(series, entry.Swapped ? DialCause.Swapped : DialCause.Read, entry.At, entry.By, read, pulses, plan.PerPulse)
        {
            Display = $"{entry.Text} {_display.Unit}",
            Counted = before.RegisterAt(pulses),
        };
        if (entry.Swapped || LastDial() is not { } last) return made;

        // The display has passed 0 as often as it takes to come nearest to what was counted.
        var register = read + (Math.Round((made.Counted.Value - read) / _display.Overflow) * _display.Overflow);
        var moved = register - last.Register;
        if ((fault = Possible(moved, last, entry)).Length > 0) return null;
        var counted = made.Counted.Value - last.Register;
        made = made with
        {
            Register = register,
            PulsesMissing = (long)Math.Round((moved - counted) / plan.PerPulse),
            DriftPct = moved > 0 ? Math.Round((counted - moved) / moved * 100, 3) : null,
        };
        if (entry.Accept || Math.Abs(moved - counted) <= Math.Max(SuspectPulses * plan.PerPulse, _display.Resolution) || Math.Abs(moved - counted) <= SuspectPct / 100 * moved)
            return made;
        fault = Text($"the display moved by {Shown(moved)} since {last.At:yyyy-MM-dd HH:mm} UTC, and {Shown(counted)} were counted: read it again, and look at 'per_pulse' ({plan.PerPulse} here). If it is right, give --accept");
        return null;
    }

    private DialReading? LastDial() => history.LastOrDefault(reading => reading.Cause is DialCause.Read or DialCause.Swapped);

    private string Form(DialEntry entry, DateTimeOffset now)
    {
        var (digits, decimals) = entry.Text.Split('.') is [var whole, var part] ? (whole.TrimStart('0').Length, part.Length) : (entry.Text.TrimStart('0').Length, 0);
        if (!decimal.TryParse(entry.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            return $"--reading {entry.Text} is not what a display shows: give its digits, with a point before the decimals";
        if (digits > _display.Digits || decimals > _display.Decimals)
            return $"--reading {entry.Text} has more digits than the meter's display, {new string('0', _display.Digits)}{(_display.Decimals > 0 ? "." + new string('0', _display.Decimals) : "")} {_display.Unit}: read it again, or correct 'display' in the manifest";
        if (entry.By.Trim().Length == 0) return "--by is empty: give the name of who read the display";
        if (history.Count == 0) return $"{series} has not been counted yet: start the worker first";
        if (entry.At > now + TimeSpan.FromSeconds(5)) return Text($"--at {entry.At:O} lies ahead: it is {now:O}");
        return LastDial() is { } last && entry.At <= last.At
            ? Text($"--at {entry.At:O} is not after the last reading, {last.At:O} by {last.By}: readings are entered in their order")
            : "";
    }

    private string Possible(double moved, DialReading last, DialEntry entry)
    {
        // The rate of a meter of energy is W, so an hour of it is one Wh; that of water is litres a second.
        var perSecond = Quantities.TryGet(plan.Quantity, out var quantity) && quantity.Unit == "Wh" ? plan.MaxRate / 3600 : plan.MaxRate;
        var most = (perSecond * (entry.At - last.At).TotalSeconds * Allowance) + (2 * _display.Resolution);
        if (moved < -_display.Resolution)
            return Text($"the display stood at {last.Display} on {last.At:yyyy-MM-dd HH:mm} UTC and can't go back by {Shown(-moved)}: read it again, or give --swapped if it is another meter");
        return moved <= most
            ? ""
            : Text($"the display would have moved by {Shown(moved)} since {last.At:yyyy-MM-dd HH:mm} UTC, and the meter can't measure more than {Shown(most)} in that time: read it again, or give --swapped if it is another meter");
    }

    private string Shown(double amount) => Text($"{amount / _display.Factor:0.###} {_display.Unit}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
