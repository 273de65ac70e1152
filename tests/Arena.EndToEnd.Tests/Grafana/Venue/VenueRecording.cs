using Arena.Edge.Hardware.Virtual.Venue;
using Arena.EndToEnd.Tests.House;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>
/// Thirty days of the virtual venue, every point of the manifest, sampled from its model in coarse steps: half hours, five minutes in the last day, one
/// minute in the last forty. Things that go wrong are in it: a meter, a bin and a node fell silent, a meter paused for a day and a half, two started anew.
/// </summary>
internal sealed partial class VenueRecording
{
    public const string SilentMeter = "solar-south-west";
    public const string SilentBin = "bin-kitchen-food";
    public const string SilentNode = "node-parking";
    public const string PausedMeter = "ventilation-clubhouse";
    public const string ResetMeter = "water-main";
    public const string SwappedMeter = "kiosk-west";
    public const string LosingNode = "node-kiosk-east";

    private const int Seed = 7;

    private static readonly Lazy<VenueRecording> Made = new(() => new VenueRecording());

    private static readonly DateTimeOffset Reset = Clock.At(new DateTime(2026, 11, 21, 6, 0, 0));
    private static readonly (DateTimeOffset From, DateTimeOffset To) Pause = (Clock.At(new DateTime(2026, 11, 10)), Clock.At(new DateTime(2026, 11, 11, 12, 0, 0)));
    private static readonly DateTimeOffset Loss = Clock.At(new DateTime(2026, 11, 15, 12, 0, 0));

    private readonly List<Recorded> _samples = [];
    private readonly List<Figure> _figures = [];
    private readonly VenueModel _model;

    private VenueRecording()
    {
        var reading = SiteReader.ReadFile(Path.Combine(Repository.Root, "hardware/sites/borlange-energi-arena.yaml"));
        Assert.Empty(reading.Describe());
        Manifest = reading.Manifest!;
        _model = new VenueModel(Manifest, Seed);
        var random = new Random(Seed);
        foreach (var point in Manifest.Points)
            Record(point, random.Next(20_000));
        BySeries = _samples.ToLookup(sample => sample.Quantity);
        Hours = [.. WholeHours()];
        AddMatches();
        AddNodes();
    }

    /// <summary>One recording for all tests: it never changes.</summary>
    public static VenueRecording Shared => Made.Value;

    public SiteManifest Manifest { get; }

    /// <summary>Samples of each quantity; those of a point in order of time.</summary>
    public ILookup<Quantity, Recorded> BySeries { get; }

    public IReadOnlyList<Hour> Hours { get; }

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Everything as line protocol.</summary>
    public IEnumerable<string> Lines => Venue.Lines.Of(Manifest.Site, _samples)
        .Concat(Venue.Lines.Of(Manifest.Site, Hours))
        .Concat(_figures.Select(Venue.Lines.Of))
        .Concat(Texts());

    private void Record(SitePoint point, int offsetMs)
    {
        var bin = point.Group == "bin" ? new BinLife(_model.BinOf(point.Name)) : null;
        var weighed = bin is not null && point.Quantities.Contains(Quantities.CargoWeight.Name);
        List<(Quantity Quantity, Func<long, double> Value)> series = [.. point.Quantities.Select(name => Series(point, name, bin))];
        foreach (var time in Times())
        {
            var unixMs = time.ToUnixTimeMilliseconds() - offsetMs;
            bin?.MoveTo(unixMs * 1000);
            if (weighed)
                AddFigures(point, bin!, unixMs);
            var values = series.ConvertAll(one => (one.Quantity, Value: one.Value(unixMs)));
            if (Measures(point, time))
                _samples.AddRange(values.Select(one => new Recorded(point, one.Quantity, unixMs, one.Quantity.Rounded(one.Value))));
        }
    }

    private static IEnumerable<DateTimeOffset> Times()
    {
        for (var time = Clock.Start; time < Clock.Now.AddHours(-26); time = time.AddMinutes(30))
            yield return time;
        for (var time = Clock.Now.AddHours(-26); time < Clock.Now.AddMinutes(-40); time = time.AddMinutes(5))
            yield return time;
        for (var time = Clock.Now.AddMinutes(-40); time <= Clock.Now; time = time.AddMinutes(1))
            yield return time;
    }

    private static bool Measures(SitePoint point, DateTimeOffset time) => point.Name switch
    {
        SilentMeter => time <= Clock.Now.AddMinutes(-20),
        SilentBin or SilentNode => time <= Clock.Now.AddHours(-3),
        PausedMeter => time < Pause.From || time > Pause.To,
        _ => true,
    };

    private IEnumerable<Hour> WholeHours()
    {
        var running = Clock.HourOf(Clock.Now.ToUnixTimeMilliseconds());
        string[] rolled = ["energy", "waste", "node"];
        return _samples
            .Where(sample => rolled.Contains(sample.Quantity.Measurement) && Clock.HourOf(sample.UnixMs) < running)
            .GroupBy(sample => (sample.Point.Name, Quantity: sample.Quantity.Name, Hour: Clock.HourOf(sample.UnixMs)))
            .Select(hour => new Hour(hour.First().Point, hour.First().Quantity, hour.Key.Hour, [.. hour.Select(sample => sample.Value)]));
    }
}
