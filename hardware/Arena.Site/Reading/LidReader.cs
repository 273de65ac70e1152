using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads a reed switch on a lid, and what it shares with pulses: the GPIO line.</summary>
internal static class LidReader
{
    private static readonly TimeSpan LongestDebounce = TimeSpan.FromSeconds(1);

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "chip", "line", "debounce") is not { } fields)
            return null;
        var point = fields.Required("point");
        var draft = new SensorDraft("lid", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [new QuantityUse("lid_open", point.At), new QuantityUse("lid_openings", point.At)],
            Line = Line(fields, wiring),
        };
        var (every, debounce) = (SensorReader.Every(fields), fields.Required("debounce").Duration(TimeSpan.Zero, LongestDebounce));
        if (draft.Point is not { } name || draft.Line is not { } line || every is null || debounce is null)
            return draft;
        return draft with { Plan = new LidPlan { Point = name, Every = every.Value, Chip = line.Chip, Line = line.Line, Debounce = debounce.Value } };
    }

    /// <summary>Chip and line. Without <c>chip</c> it is the header's, whose lines are 0 to 27.</summary>
    public static LineUse? Line(Fields fields, Wiring wiring)
    {
        var field = fields.Required("line");
        var chip = fields.Has("chip") ? fields.Optional("chip").Display() : wiring.Chip;
        var line = field.Integer(0, 1023);
        if (line is null || chip is null)
            return null;
        if (chip == Board.Expander && line > Board.LastExpanderLine)
        {
            field.Refuse(
                $"is {line}; an MCP23017 has lines 0 to {Board.LastExpanderLine}",
                "Write 0 to 7 for GPA0 to GPA7 and 8 to 15 for GPB0 to GPB7.");
            return null;
        }

        if (chip != wiring.Chip || line <= Board.LastLine)
            return new LineUse(chip, line.Value, field.At);
        field.Refuse(
            $"is {line}; the header's GPIO lines are 0 to {Board.LastLine}",
            "Write the GPIO number, not the pin's number on the header; the wiring page shows both.");
        return null;
    }
}
