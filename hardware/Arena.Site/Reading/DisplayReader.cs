using System.Text.RegularExpressions;
using Arena.Wire;

namespace Arena.Site.Reading;

/// <summary>Reads a meter's display as a pattern of what its front shows: a zero for each digit, and the unit, <c>000000.0 kWh</c>.</summary>
internal static partial class DisplayReader
{
    /// <summary>Null where there is none or it can't be read.</summary>
    public static MeterDisplay? Read(Fields fields, Quantity? counter, double? perPulse)
    {
        var field = fields.Optional("display");
        if (!fields.Has("display") || counter is null || field.Text() is not { } text)
            return null;
        if (counter.Unit is "count")
        {
            field.Refuse("stands at a counter of pieces; only meters of energy and water have a register of their own", "Remove it.");
            return null;
        }

        var pattern = Pattern().Match(text);
        var units = AmountFields.WrittenAs(counter.Unit);
        var unit = units.FirstOrDefault(candidate => candidate.Written == pattern.Groups["unit"].Value);
        if (!pattern.Success || unit.Written is null)
        {
            field.Refuse(
                $"is '{Yaml.Quoting.Short(text)}', not what a meter's front shows",
                $"Write a 0 for each of its digits, the decimal point if it has one, and {string.Join(" or ", units.Select(candidate => candidate.Written))}: '000000.0 {units[^1].Written}'.");
            return null;
        }

        var display = new MeterDisplay(pattern.Groups["digits"].Length, pattern.Groups["decimals"].Length, unit.Written, unit.Factor);
        if (perPulse is null || perPulse < display.Overflow / 1000)
            return display;
        field.Refuse($"begins anew after {display.Overflow / perPulse:0} pulses of 'per_pulse'", "Count the digits before the decimal point again, and look at the unit.");
        return null;
    }

    [GeneratedRegex(@"^(?<digits>0{3,12})(\.(?<decimals>0{1,4}))? (?<unit>[A-Za-z0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
