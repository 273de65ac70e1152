using System.Globalization;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>A value that came to be stored: when it was measured, and when it arrived.</summary>
internal readonly record struct Arrival(int Minute, string Line);

/// <summary>
/// A venue with nothing wrong, minute by minute, and the faults that a test puts into it. Lines are as ingest writes them; minutes count from the first evaluation.
/// </summary>
/// <param name="site">Whose points.</param>
/// <param name="start">Minute 0.</param>
/// <param name="faults">What is not as it should be: the last one that says something of a value counts.</param>
internal sealed class VenueData(SiteManifest site, DateTimeOffset start, IReadOnlyList<VenueFault> faults)
{
    /// <summary>How long before minute 0 everything is recorded.</summary>
    public const int Before = 45;

    /// <summary>Days of the incoming meter before that: hours to compare a peak with.</summary>
    private const int DaysOfHours = 3;

    private readonly Dictionary<string, double> _registers = [];
    private readonly Dictionary<string, string> _tags = site.Points.ToDictionary(
        point => point.Name,
        point => $"zone={point.Zone},point={point.Name}{(point.Fraction is null ? "" : $",fraction={point.Fraction}")}{(point.Medium is null ? "" : $",medium={point.Medium}")}");

    /// <summary>Everything from before minute 0 until a minute, in the order of arrival.</summary>
    public IEnumerable<Arrival> Until(int last) => Hours().Concat(Enumerable.Range(-Before, last + Before + 1).SelectMany(Minute)).OrderBy(line => line.Minute);

    private IEnumerable<Arrival> Hours()
    {
        for (var minute = -DaysOfHours * 1440; minute < -Before; minute += 10)
            yield return new Arrival(-Before, Line("energy", "incomer", $"active_energy_import_wh={Text(Register("incomer/active_energy_import", 50_000 / 6.0))}", minute));
    }

    private IEnumerable<Arrival> Minute(int minute) =>
        site.Points.SelectMany(point => point.Quantities.Select(name => Sample(point, name, minute))).Concat(Ingest(minute)).OfType<Arrival>();

    private Arrival? Sample(SitePoint point, string name, int minute)
    {
        Assert(Quantities.TryGet(name, out var quantity), name);
        var value = Usual(point, quantity!);
        if (quantity!.Kind == QuantityKind.Counter) value = Register($"{point.Name}/{name}", PerMinute(point, quantity, minute));
        return Arrived(point.Name, quantity.Field, minute, value) is var (at, told)
            ? new Arrival(at, Line(quantity.Measurement, point.Name, $"{quantity.Field}={Text(told)}", minute))
            : null;
    }

    private IEnumerable<Arrival?> Ingest(int minute)
    {
        foreach (var node in site.Nodes) yield return Figure(node.Name, "online", 1, minute);
        yield return Figure("ingest", "heartbeat", 1, minute);
        yield return Figure("ingest", "quarantined_unit_unknown", 3, minute);
        if (minute == -Before) yield return Figure("ingest", "quarantined_not_json", 0, minute);
    }

    private Arrival? Figure(string point, string field, double value, int minute) =>
        Arrived(point, field, minute, value) is var (at, told) ? new Arrival(at, Line("node", point, $"{field}={Text(told)}", minute)) : null;

    /// <summary>When a value arrives and what it is; null when it never comes.</summary>
    private (int Minute, double Value)? Arrived(string point, string field, int minute, double value)
    {
        var at = minute;
        foreach (var fault in faults.Where(fault => fault.Touches(site, point, field) && minute >= fault.From && minute < fault.To))
        {
            if (fault.Lost) return null;
            at = fault.ArrivesAt ?? at;
            value = fault.Value?.Invoke(minute - fault.From) ?? value;
        }

        return (at, value);
    }

    private double PerMinute(SitePoint point, Quantity quantity, int minute)
    {
        if (quantity != Quantities.ActiveEnergyImport) return 0;
        var power = faults.LastOrDefault(fault => fault.Touches(site, point.Name, "active_power_w") && minute >= fault.From && minute < fault.To)?.Value?.Invoke(0);
        return (power ?? Usual(point, Quantities.ActivePower)) / 60;
    }

    private double Register(string series, double rise) => _registers[series] = _registers.GetValueOrDefault(series) + rise;

    private static double Usual(SitePoint point, Quantity quantity) => quantity.Name switch
    {
        "filling_level" => 0.3,
        "temperature" => point.Name == "climate-cold-store" ? 4 : 20,
        "active_power" => point.Group == "incomer" ? 50_000 : 1_000,
        "clock_error" => 0.01,
        _ => 1,
    };

    private string Line(string measurement, string point, string fields, int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{measurement},site={site.Site},{_tags.GetValueOrDefault(point, $"zone=plant,point={point}")} {fields} {start.AddMinutes(minute).ToUnixTimeMilliseconds()}");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Assert(bool known, string name) => Xunit.Assert.True(known, $"{name} is no quantity of the registry");
}

/// <summary>Something wrong from one minute until before another.</summary>
/// <param name="From">First minute.</param>
/// <param name="To">Not included.</param>
internal sealed record VenueFault(int From, int To)
{
    /// <summary>Only this field; null is all.</summary>
    public string? Field { get; init; }

    /// <summary>Only this point.</summary>
    public string? Point { get; init; }

    /// <summary>Only this node: its points and its own health, but not whether ingest sees it.</summary>
    public string? Node { get; init; }

    /// <summary>But for what ingest says of itself.</summary>
    public bool NotIngest { get; init; }

    /// <summary>It is never measured.</summary>
    public bool Lost { get; init; }

    /// <summary>It waits on the node, and comes then.</summary>
    public int? ArrivesAt { get; init; }

    /// <summary>What is measured instead, by the minutes since the fault's begin.</summary>
    public Func<int, double>? Value { get; init; }

    public bool Touches(SiteManifest site, string point, string field) =>
        (Field is null || Field == field)
        && (Point is null || Point == point)
        && !(NotIngest && point == "ingest")
        && (Node is null || (field != "online" && Node == point) || site.Points.Any(one => one.Group != "node" && one.Name == point && one.Node == Node));
}
