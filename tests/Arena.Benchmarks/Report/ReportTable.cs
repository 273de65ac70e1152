using System.Text;

namespace Arena.Benchmarks.Report;

/// <summary>The one table at the end: a row for each figure under its group, with its change against the last result and whether its limit holds.</summary>
internal static class ReportTable
{
    private static readonly string[] Heads = ["", "figure", "unit", "change", "limit", "", "note"];
    private static readonly bool[] ToTheRight = [false, true, false, true, false, false, false];

    public static string Of(BenchReport report, Machine machine, Func<Figure, double?> before)
    {
        var groups = report.Figures.GroupBy(figure => figure.Group).Select(group => (group.Key, Rows: group.Select(figure => Cells(figure, before(figure))).ToArray())).ToArray();
        var widths = Enumerable.Range(0, Heads.Length)
            .Select(column => groups.SelectMany(group => group.Rows).Append(Heads).Max(cells => cells[column].Length))
            .ToArray();

        var text = new StringBuilder();
        Line(text, Heads, widths);
        text.Append('-', widths.Sum() + ((widths.Length - 1) * 2)).Append('\n');
        foreach (var (name, rows) in groups)
        {
            text.Append(name).Append('\n');
            foreach (var cells in rows) Line(text, cells, widths);
        }

        text.Append('\n').Append("Machine:  ").Append(machine).Append('\n');
        if (report.Versions.Count > 0)
            text.Append("Versions: ").AppendJoin(", ", report.Versions.Select(version => $"{version.Key} {version.Value}")).Append('\n');
        foreach (var wrong in report.Wrongs)
            text.Append("WRONG: ").Append(wrong).Append('\n');
        return text.ToString();
    }

    private static string[] Cells(Figure figure, double? before)
    {
        var (value, unit) = FigureText.Of(figure.Value, figure.Unit);
        var verdict = figure.Limit is null ? "" : figure.Limit.Holds(figure.Value) ? "holds" : "MISSED";
        return ["  " + figure.Name, value, unit, FigureText.Change(figure.Value, before), LimitText(figure), verdict, figure.Note ?? ""];
    }

    // A time has its own unit, as the figure beside it.
    private static string LimitText(Figure figure)
    {
        if (figure.Limit is not { } limit) return "";
        if (figure.Unit != "ns") return limit.ToString();
        var (value, unit) = FigureText.Of(limit.Value, figure.Unit);
        return $"{limit.Sign} {value} {unit}";
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < cells.Length; column++)
        {
            if (column > 0) line.Append("  ");
            line.Append(ToTheRight[column] ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]));
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
