using Arena.Site.Checks;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>climate</c>, which may be left out: factors, curves and likenesses, each with its provenance.</summary>
internal static class ClimateReader
{
    /// <summary>More than any fuel or material has: brown coal gives about 1.1 kg per kWh of electricity, aluminium saves about 11 kg per kg.</summary>
    private const double HighestFactor = 100;

    private static readonly string[] OfEnergy = ["electricity", "heat"];
    private static readonly string[] Provenances = ["source", "year", "boundary", "counted", "invented"];

    /// <summary>Null when there is no such section, and when something in it is wrong.</summary>
    public static Climate? Read(Field field, Faults faults)
    {
        if (field.Value is null || Fields.Open(field.Value, "'climate'", faults, "energy", "sorting", "curves", "likenesses") is not { } fields)
            return null;
        var energy = Entries(fields, "energy", "energy factor", faults, Energy, "title", "medium", "kg_per_kwh");
        var sorting = Entries(fields, "sorting", "sorting factor", faults, Sorting, "title", "fraction", "kg_per_kg");
        var curves = Entries(fields, "curves", "curve", faults, Curve, "title", "base_year", "base_kg", "yearly_factor");
        var likenesses = Entries(fields, "likenesses", "likeness", faults, Like, "title", "kg_per_kg");

        CountedCheck.Run(energy, factor => factor.Medium, "medium", faults);
        CountedCheck.Run(sorting, factor => factor.Fraction, "fraction", faults);
        CountedCheck.Run(curves, _ => "", "", faults);
        if (faults.Count > 0)
            return null;
        return new Climate
        {
            Energy = [.. energy.Select(draft => draft.Read!)],
            Sorting = [.. sorting.Select(draft => draft.Read!)],
            Curves = [.. curves.Select(draft => draft.Read!)],
            Likenesses = [.. likenesses.Select(draft => draft.Read!)],
        };
    }

    private static IReadOnlyList<ClimateDraft<T>> Entries<T>(Fields fields, string key, string kind, Faults faults, Func<Entry, T?> read, params string[] keys)
        where T : class =>
        [.. fields.Optional(key).Entries().Select(written =>
        {
            var name = NameFields.NameOf(kind, written.Key, faults);
            if (Fields.Open(written.Value, $"{kind} '{Quoting.Short(name)}'", faults, [.. keys, .. Provenances]) is not { } entry)
                return new ClimateDraft<T>(name, written.Key.At, null, false);
            var counted = entry.Optional("counted").Flag();
            var title = entry.Required("title").Title();
            return new ClimateDraft<T>(name, written.Key.At, read(new Entry(name, title, entry, counted, faults)), counted is true);
        })];

    private static EnergyFactor? Energy(Entry entry)
    {
        var medium = entry.Fields.Required("medium").OneOf(OfEnergy);
        var (figure, from) = Figure(entry, "kg_per_kwh");
        return entry.Title is null || medium is null || from is null ? null : new EnergyFactor(entry.Name, entry.Title.Value, medium, figure, from);
    }

    private static SortingFactor? Sorting(Entry entry)
    {
        var fraction = entry.Fields.Required("fraction").OneOf(Vocabulary.Fractions);
        var (figure, from) = Figure(entry, "kg_per_kg");
        return entry.Title is null || fraction is null || from is null ? null : new SortingFactor(entry.Name, entry.Title.Value, fraction, figure, from);
    }

    private static ReductionCurve? Curve(Entry entry)
    {
        var year = entry.Fields.Required("base_year").Integer(1990, 2100);
        var kg = entry.Fields.Required("base_kg").Number(1, 1e12);
        var factor = entry.Fields.Required("yearly_factor").Number(0.01, 1);
        var from = From(entry, hasFigure: true);
        return entry.Title is null || year is null || kg is null || factor is null || from is null
            ? null
            : new ReductionCurve(entry.Name, entry.Title.Value, year.Value, kg.Value, factor.Value, from);
    }

    private static Likeness? Like(Entry entry)
    {
        var figure = entry.Fields.Required("kg_per_kg").Number(0.001, HighestFactor);
        var from = From(entry, hasFigure: true);
        return entry.Title is null || figure is null || from is null ? null : new Likeness(entry.Name, entry.Title.Value, figure.Value, from);
    }

    /// <summary>A factor that may have no figure; then it can't be counted.</summary>
    private static (double? Figure, Provenance? From) Figure(Entry entry, string key)
    {
        var field = entry.Fields.Optional(key);
        if (entry.Counted is true && !entry.Fields.Has(key))
        {
            entry.Faults.Add(
                entry.Fields.At,
                $"{entry.Fields.Owner} is counted and has no '{key}'",
                $"Add '{Examples.Of(key)}' with its source, or write 'counted: false' until a figure is found.");
        }

        return (field.Number(0, HighestFactor), From(entry, entry.Fields.Has(key)));
    }

    private static Provenance? From(Entry entry, bool hasFigure)
    {
        var source = entry.Fields.Required("source").Display();
        var year = entry.Fields.Optional("year").Integer(1990, 2100);
        var boundary = (hasFigure ? entry.Fields.Required("boundary") : entry.Fields.Optional("boundary")).Title();
        var invented = entry.Fields.Optional("invented").Flag();
        return source is null || (hasFigure && boundary is null) ? null : new Provenance(source, year, boundary, entry.Counted is true, invented is true);
    }

    private sealed record Entry(string Name, Title? Title, Fields Fields, bool? Counted, Faults Faults);
}

/// <summary>A factor or curve as written.</summary>
internal sealed record ClimateDraft<T>(string Name, Mark At, T? Read, bool Counted)
    where T : class;
