using System.Globalization;
using System.Text;
using Arena.EndToEnd.Tests.House;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>One value of the recording.</summary>
internal readonly record struct Recorded(SitePoint Point, Quantity Quantity, long UnixMilliseconds, double Value)
{
    /// <summary>As ingest writes it: tags site, zone, point, and fraction or medium; the quantity's measurement and field; milliseconds.</summary>
    public string Line(string site)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Quantity.Measurement},site={site},zone={Point.Zone},point={Point.Name}");
        if (Point.Fraction is not null)
            line.Append(",fraction=").Append(Point.Fraction);
        if (Point.Medium is not null)
            line.Append(",medium=").Append(Point.Medium);
        return line.Append(CultureInfo.InvariantCulture, $" {Quantity.Field}={Value} {UnixMilliseconds}").ToString();
    }
}

/// <summary>
/// Thirty known hours of every point in the venue's manifest: ten-minute steps, one-minute steps in the last forty minutes. Three things
/// that go wrong are in it: <see cref="SilentMeter"/>, <see cref="SilentBin"/> and <see cref="SilentNode"/> fell silent, and <see cref="ResetMeter"/> started anew.
/// </summary>
internal sealed class Recording
{
    public const string SilentMeter = "solar-south-west";
    public const string SilentBin = "bin-kitchen-food";
    public const string SilentNode = "node-parking";
    public const string ResetMeter = "water-main";

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 37, 30, TimeSpan.FromHours(1));

    private static readonly DateTimeOffset Reset = new(2026, 11, 21, 6, 0, 0, TimeSpan.FromHours(1));

    public Recording()
    {
        var reading = SiteReader.ReadFile(Path.Combine(Repository.Root, "hardware/sites/borlange-energi-arena.yaml"));
        Assert.Empty(reading.Describe());
        Manifest = reading.Manifest!;
        Samples = [.. Manifest.Points.SelectMany(Of)];
    }

    public SiteManifest Manifest { get; }

    public IReadOnlyList<Recorded> Samples { get; }

    public IEnumerable<string> Lines => Samples.Select(sample => sample.Line(Manifest.Site));

    private static IEnumerable<Recorded> Of(SitePoint point, int index) =>
        point.Quantities.SelectMany((name, which) =>
        {
            Assert.True(Quantities.TryGet(name, out var quantity));
            return Of(point, quantity, new Random((index * 100) + which));
        });

    private static IEnumerable<Recorded> Of(SitePoint point, Quantity quantity, Random random)
    {
        var offset = random.Next(60_000);
        double register = random.Next(1_000_000);
        var wasReset = false;
        foreach (var time in Times().Select(time => time.AddMilliseconds(-offset)))
        {
            register += random.Next(50);
            if (point.Name == ResetMeter && time >= Reset && !wasReset)
                (register, wasReset) = (0, true);
            var value = quantity.Kind == QuantityKind.Counter ? register : quantity.Rounded(random.NextDouble() * Scale(quantity));
            if (time <= LastOf(point))
                yield return new Recorded(point, quantity, time.ToUnixTimeMilliseconds(), value);
        }
    }

    private static IEnumerable<DateTimeOffset> Times()
    {
        for (var time = Now.AddHours(-30); time < Now.AddMinutes(-40); time = time.AddMinutes(10))
            yield return time;
        for (var time = Now.AddMinutes(-40); time <= Now; time = time.AddMinutes(1))
            yield return time;
    }

    private static DateTimeOffset LastOf(SitePoint point) => point.Name switch
    {
        SilentMeter => Now.AddMinutes(-20),
        SilentBin or SilentNode => Now.AddHours(-3),
        _ => Now,
    };

    private static double Scale(Quantity quantity) => quantity.Unit == "/" ? 1 : 40_000;
}
