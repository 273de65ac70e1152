namespace Arena.Benchmarks.Report;

/// <summary>Collects what every part of the bench measured; one table is made of it at the end.</summary>
internal sealed class BenchReport
{
    private readonly List<Figure> _figures = [];
    private readonly SortedDictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _wrong = [];

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Programs and packages that took part, by name.</summary>
    public IReadOnlyDictionary<string, string> Versions => _versions;

    /// <summary>What makes the run no result: a sample that is missing, a benchmark that failed. With any, the bench ends with 1.</summary>
    public IReadOnlyList<string> Wrongs => _wrong;

    /// <summary>Adds a figure.</summary>
    /// <exception cref="ArgumentException">The group has a figure of that name already, or the value is no number.</exception>
    public void Add(string group, string name, double value, string unit, string? note = null, Limit? limit = null)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"{group}, {name}: {value} is no figure; report what went wrong with {nameof(Wrong)}.", nameof(value));
        if (_figures.Exists(figure => figure.Group == group && figure.Name == name))
            throw new ArgumentException($"{group} has a figure named {name} already: give this one another name.", nameof(name));
        _figures.Add(new Figure(group, name, value, unit, limit, note));
    }

    /// <summary>Names the version of a program or package that took part.</summary>
    public void Version(string program, string version) => _versions[program] = version;

    /// <summary>Says what is wrong; the table is still printed, with this below it.</summary>
    public void Wrong(string what) => _wrong.Add(what);
}
