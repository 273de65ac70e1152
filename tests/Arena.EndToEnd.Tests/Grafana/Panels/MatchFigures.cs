namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>The figures of one match, by their fields.</summary>
internal sealed class MatchFigures
{
    private readonly Dictionary<string, double> _values;

    private MatchFigures(string name, long kickOffMs, Dictionary<string, double> values) => (Name, KickOffMs, _values) = (name, kickOffMs, values);

    public string Name { get; }

    public long KickOffMs { get; }

    public double this[string field] => _values[field];

    /// <summary>Every match that has figures.</summary>
    public static IEnumerable<MatchFigures> Of(View view) =>
        view.Recording.Figures.Where(figure => figure.Measurement == "match" && figure.Field != "phase").GroupBy(figure => figure.Tags["match"])
            .Select(match => new MatchFigures(match.Key, match.First().UnixMs, match.ToDictionary(figure => figure.Field, figure => figure.Value)));

    /// <summary>The one that is chosen.</summary>
    public static MatchFigures Chosen(View view) => Of(view).Single(match => match.Name == view.Choice.One("match"));

    /// <summary>A row of a table.</summary>
    public IEnumerable<Shown> Row(params (string Column, double Value)[] cells) => cells.Select(cell => new Shown($"{Name} {cell.Column}", KickOffMs, cell.Value));
}
