using System.Globalization;
using Arena.Site.Yaml;
using Arena.Wire;

namespace Arena.Site.Reading;

/// <summary>Reads pulses on a GPIO line.</summary>
internal static class S0Reader
{
    private static readonly TimeSpan LongestDebounce = TimeSpan.FromSeconds(1);

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "chip", "line", "debounce", "quantity", "rate_quantity", "per_pulse", "max_rate", "display") is not { } fields)
            return null;
        var point = fields.Required("point");
        var counter = PulseQuantity.Counter(fields.Required("quantity"));
        var rate = PulseQuantity.Rate(fields.Optional("rate_quantity"), counter);
        var draft = new SensorDraft("s0", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. Uses(fields, counter, rate)],
            Line = LidReader.Line(fields, wiring),
        };
        if (draft.Line is { } pulses && pulses.Chip.StartsWith("mcp23", StringComparison.Ordinal))
        {
            fields.Optional("chip").Refuse(
                "is an I2C expander: a pulse that ends before the expander is read is lost",
                "Wire pulses to the Pi's own header and remove 'chip'; lids may stay on an expander.");
        }

        var every = SensorReader.Every(fields);
        var debounce = fields.Required("debounce").Duration(TimeSpan.Zero, LongestDebounce);
        var perPulse = counter is null ? null : fields.Required("per_pulse", AmountFields.Example("per_pulse", counter.Unit)).Amount(counter.Unit);
        var display = DisplayReader.Read(fields, counter, perPulse);
        var maxRate = counter is null ? null : fields.Required("max_rate", AmountFields.Example("max_rate", PulseQuantity.RateUnit(counter))).Amount(PulseQuantity.RateUnit(counter));
        if (counter is not null && perPulse is not null && maxRate is not null)
            Pace(fields, debounce, PulseQuantity.PerSecond(counter, maxRate.Value) / perPulse.Value, IsMeter(counter));

        if (draft.Point is not { } name || draft.Line is not { } line || every is null || debounce is null || counter is null || perPulse is null || maxRate is null)
            return draft;
        return draft with
        {
            Plan = new S0Plan
            {
                Point = name,
                Every = every.Value,
                Chip = line.Chip,
                Line = line.Line,
                Debounce = debounce.Value,
                Quantity = counter.Name,
                PerPulse = perPulse.Value,
                RateQuantity = rate?.Name,
                MaxRate = maxRate.Value,
                Display = display,
            },
        };
    }

    private static IEnumerable<QuantityUse> Uses(Fields fields, Quantity? counter, Quantity? rate)
    {
        if (counter is not null)
            yield return new QuantityUse(counter.Name, fields.Optional("quantity").At);
        if (rate is not null)
            yield return new QuantityUse(rate.Name, fields.Optional("rate_quantity").At);
        if (counter is not null && counter.Unit is not "count" && fields.Has("display"))
            yield return new QuantityUse(counter.Name + "_pulses", fields.Optional("display").At);
    }

    /// <summary>Meters have S0 outputs; turnstiles and loops have contacts with pulses as long as they please.</summary>
    private static bool IsMeter(Quantity counter) => counter.Unit is not "count";

    /// <summary>
    /// S0 (DIN 43864, IEC 62053-31): on and off at least 30 ms each, so at most 16.7 pulses a second. Debouncing swallows what is shorter
    /// than itself, so it must be shorter than a pulse, and shorter than half the time between two at the fastest.
    /// </summary>
    private static void Pace(Fields fields, TimeSpan? debounce, double pulsesPerSecond, bool meter)
    {
        const double fastest = 1 / 0.060;
        if (pulsesPerSecond > fastest * 1.001)
        {
            fields.Required("max_rate").Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is {pulsesPerSecond:0.0} pulses a second at this 'per_pulse'; a pulse output gives at most {fastest:0.0}"),
                "Set the meter to fewer pulses and write its new 'per_pulse' (a current transformer's ratio belongs in it), or lower 'max_rate' to what the fuse lets through.");
            return;
        }

        var gap = TimeSpan.FromSeconds(0.5 / pulsesPerSecond);
        var shortest = meter && gap > TimeSpan.FromMilliseconds(30) ? TimeSpan.FromMilliseconds(30) : gap;
        if (debounce is null || debounce < shortest)
            return;
        fields.Required("debounce").Refuse(
            $"is {TimeFields.Show(debounce.Value)}, not shorter than the smallest gap between pulses at 'max_rate', {TimeFields.Show(shortest)}: pulses would be swallowed",
            $"Write less than {TimeFields.Show(shortest)}; {TimeFields.Show(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(shortest.TotalMilliseconds / 3))))} is a good start.");
    }
}
