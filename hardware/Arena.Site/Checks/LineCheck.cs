using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>A GPIO line carries one sensor, and none that the board needs itself.</summary>
internal static class LineCheck
{
    public static void Run(NodeDraft node, Faults faults)
    {
        var header = Board.ChipOf(node.Board);
        var taken = new Dictionary<(string Chip, int Line), SensorDraft>();
        foreach (var sensor in node.Sensors)
        {
            if (sensor.Line is not { } use)
                continue;
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
                    $"GPIO line {use.Line} of node '{node.Name}' has two sensors: this one and the {first.Kind} at '{first.Point}' in line {first.Line!.At.Line}",
                    use.Chip == header ? $"Wire one of them to a free line: {string.Join(", ", Free(node, header).Take(8))}." : "Wire one of them to a free line of the chip.");
            }
        }
    }

    private static IEnumerable<int> Free(NodeDraft node, string header) =>
        Enumerable.Range(0, Board.LastLine + 1)
            .Where(line => Board.ReservedFor(line, node.Serial) is null && !node.Sensors.Any(sensor => sensor.Line is { } use && use.Chip == header && use.Line == line));
}
