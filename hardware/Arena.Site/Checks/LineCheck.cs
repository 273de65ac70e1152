using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>A GPIO line carries one sensor, and none that the board needs itself.</summary>
internal static class LineCheck
{
    public static void Run(NodeDraft node, Faults faults)
    {
        var header = Board.ChipOf(node.Board);
        var taken = new Dictionary<(string Chip, int Line), SensorDraft>();
        foreach (var (sensor, use) in node.Sensors.SelectMany(Uses))
        {
            if (use.Chip == header && Board.ReservedFor(use.Line, node.Serial) is { } reserved)
            {
                faults.Add(
                    use.At,
                    $"GPIO line {use.Line} of node '{node.Name}' is taken by {reserved}",
                    $"Wire it to a free one: {string.Join(", ", Free(node, header).Take(8))}.");
            }

            if (!taken.TryAdd((use.Chip, use.Line), sensor))
            {
                var first = taken[(use.Chip, use.Line)];
                faults.Add(
                    use.At,
                    $"GPIO line {use.Line} of node '{node.Name}' has two sensors: this one and the {first.Kind} at '{first.Point}' in line {first.At.Line}",
                    use.Chip == header ? $"Wire one of them to a free line: {string.Join(", ", Free(node, header).Take(8))}." : "Wire one of them to a free line of the chip.");
            }
        }
    }

    private static IEnumerable<(SensorDraft Sensor, LineUse Use)> Uses(SensorDraft sensor)
    {
        if (sensor.Line is { } line)
            yield return (sensor, line);
        if (sensor.SecondLine is { } second)
            yield return (sensor, second);
    }

    private static IEnumerable<int> Free(NodeDraft node, string header) =>
        Enumerable.Range(0, Board.LastLine + 1)
            .Where(line => Board.ReservedFor(line, node.Serial) is null && !node.Sensors.SelectMany(Uses).Any(taken => taken.Use.Chip == header && taken.Use.Line == line));
}
