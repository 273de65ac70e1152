using Arena.Wire;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A value a panel should show; the time is null where the panel shows none.</summary>
internal readonly record struct Shown(string Series, long? UnixMilliseconds, double Value);

/// <summary>
/// What every panel of Driftcentral should show, computed from the recording and the manifest's groups, without a query language.
/// A panel without an entry fails its test.
/// </summary>
internal sealed class Expected(Recording recording, Choice choice, Span span, TimeSpan interval)
{
    public IReadOnlyList<Shown> Of(Panel panel) => panel.Title switch
    {
        "Effekt från nätet" => [Whole(Last(Quantities.ActivePower, InGroup("incomer")).Sum(sample => sample.Value))],
        "Solel" => [Whole(Last(Quantities.ActivePower, InGroup("solar")).Sum(sample => sample.Value))],
        "El från nätet i dag" => [Whole(Rise(Quantities.ActiveEnergyImport, InGroup("incomer")))],
        "Värme i dag" => [Whole(Rise(Quantities.ThermalEnergy, Named("heat-main")))],
        "Vatten i dag" => [Whole(Rise(Quantities.WaterConsumption, Named("water-main")))],
        "Fullaste kärlet" => [Whole(Last(Quantities.FillingLevel, InGroup("bin")).Max(sample => sample.Value))],
        "Effekt per mätpunkt" => Mean(Quantities.ActivePower, Chosen, ByPoint),
        "El i dag per användning" => [.. Uses.Select(use => Whole(Rise(Quantities.ActiveEnergyImport, InGroup(use.Group)), use.Name))],
        "El från nätet per timme" => RisePerHour(Quantities.ActiveEnergyImport, InGroup("incomer"), "Från nätet"),
        "Värmeeffekt" => Mean(Quantities.ThermalPower, Chosen, ByPoint),
        "Vattenflöde" => Mean(Quantities.WaterFlow, Chosen, ByPoint),
        "Temperatur" => Mean(Quantities.Temperature, InZone, ByPoint),
        "Kärl efter fyllnadsgrad" => [.. Last(Quantities.FillingLevel, InZone).Select(sample => new Shown(sample.Point.Name, sample.UnixMilliseconds, sample.Value))],
        "Fyllnadsgrad per fraktion" => Mean(Quantities.FillingLevel, InZone, ByFraction),
        "Vikt per fraktion" => Mean(Quantities.CargoWeight, InZone, ByFraction),
        "Noder: senaste livstecken" => [.. Last(Quantities.Uptime, Any).Select(sample => new Shown(sample.Point.Name, sample.UnixMilliseconds, sample.Value))],
        "Noder: livstecken över tid" => PerInterval(Quantities.Uptime, Any, ByPoint, samples => samples.Count),
        "Noder: paket som väntar" => PerInterval(Quantities.OutboxBatches, Any, ByPoint, samples => samples.Max(sample => sample.Value)),
        _ => throw new InvalidOperationException($"No expectation for the panel '{panel.Title}': say here what it should show."),
    };

    /// <summary>The manifest's groups of electricity users and what the dashboard calls them.</summary>
    private static (string Group, string Name)[] Uses =>
    [
        ("floodlight", "Strålkastare"), ("kitchen", "Kök och kiosker"), ("ventilation", "Ventilation"), ("ev-charger", "Laddstolpar"), ("other", "Övrigt"),
    ];

    private static Shown Whole(double value, string series = "") => new(series, null, value);

    private static bool Any(Recorded sample) => true;

    private static Func<Recorded, bool> InGroup(string group) => sample => sample.Point.Group == group;

    private static Func<Recorded, bool> Named(string point) => sample => sample.Point.Name == point;

    private static string ByPoint(Recorded sample) => sample.Point.Name;

    private static string ByFraction(Recorded sample) => sample.Point.Fraction!;

    private bool InZone(Recorded sample) => choice.Has(sample.Point.Zone);

    private bool Chosen(Recorded sample) => InZone(sample) && choice.HasPoint(sample.Point.Name);

    /// <summary>Samples of a quantity inside the span, in order of time.</summary>
    private List<Recorded> Samples(Quantity quantity, Func<Recorded, bool> where) =>
    [
        .. recording.Samples
            .Where(sample => sample.Quantity == quantity && where(sample))
            .Where(sample => sample.UnixMilliseconds >= span.From.ToUnixTimeMilliseconds() && sample.UnixMilliseconds <= span.To.ToUnixTimeMilliseconds())
            .OrderBy(sample => sample.UnixMilliseconds),
    ];

    private IEnumerable<Recorded> Last(Quantity quantity, Func<Recorded, bool> where) =>
        Samples(quantity, where).GroupBy(ByPoint).Select(point => point.Last());

    /// <summary>How far registers rose; a fall is a new register, not consumption.</summary>
    private double Rise(Quantity quantity, Func<Recorded, bool> where) => Rises(quantity, where).Sum(rise => rise.Value);

    private List<Shown> RisePerHour(Quantity quantity, Func<Recorded, bool> where, string name) =>
    [
        .. Rises(quantity, where)
            .GroupBy(rise => Bucket(rise.UnixMilliseconds, TimeSpan.FromHours(1)))
            .Select(hour => new Shown(name, hour.Key, hour.Sum(rise => rise.Value))),
    ];

    private IEnumerable<(long UnixMilliseconds, double Value)> Rises(Quantity quantity, Func<Recorded, bool> where) =>
        Samples(quantity, where)
            .GroupBy(ByPoint)
            .SelectMany(point => point.Zip(point.Skip(1), (before, after) => (after.UnixMilliseconds, after.Value - before.Value)))
            .Where(rise => rise.Item2 >= 0);

    private List<Shown> Mean(Quantity quantity, Func<Recorded, bool> where, Func<Recorded, string> series) =>
        PerInterval(quantity, where, series, samples => samples.Average(sample => sample.Value));

    private List<Shown> PerInterval(Quantity quantity, Func<Recorded, bool> where, Func<Recorded, string> series, Func<IReadOnlyList<Recorded>, double> value) =>
    [
        .. Samples(quantity, where)
            .GroupBy(sample => (Series: series(sample), Time: Bucket(sample.UnixMilliseconds, interval)))
            .Select(bucket => new Shown(bucket.Key.Series, bucket.Key.Time, value([.. bucket]))),
    ];

    private static long Bucket(long unixMilliseconds, TimeSpan width)
    {
        var milliseconds = (long)width.TotalMilliseconds;
        return unixMilliseconds / milliseconds * milliseconds;
    }
}
