using System.Globalization;
using System.Text;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>One value of the recording.</summary>
internal readonly record struct Recorded(SitePoint Point, Quantity Quantity, long UnixMs, double Value);

/// <summary>An hour of a series, as ingest rolls it up; only whole hours.</summary>
internal sealed record Hour(SitePoint Point, Quantity Quantity, long UnixMs, IReadOnlyList<double> Values)
{
    public double Mean => Values.Average();

    public double Last => Values[^1];
}

/// <summary>A figure that ingest computes: a field at a time with its tags.</summary>
internal sealed record Figure(string Measurement, IReadOnlyDictionary<string, string> Tags, string Field, long UnixMs, double Value);

/// <summary>Line protocol as ingest writes it: tags site, zone, point, and fraction or medium; milliseconds.</summary>
internal static class Lines
{
    /// <summary>The fields of a point at one time share a line, as in ingest.</summary>
    public static IEnumerable<string> Of(string site, IEnumerable<Recorded> samples) =>
        samples.GroupBy(sample => (sample.Point.Name, sample.Quantity.Measurement, sample.UnixMs)).Select(line =>
            $"{line.Key.Measurement}{Tags(site, line.First().Point)} {string.Join(',', line.Select(sample => Field(sample.Quantity.Field, sample.Value)))} {Text(line.Key.UnixMs)}");

    public static IEnumerable<string> Of(string site, IEnumerable<Hour> hours) =>
        hours.GroupBy(hour => (hour.Point.Name, hour.Quantity.Measurement, hour.UnixMs)).Select(line =>
            $"{line.Key.Measurement}_1h{Tags(site, line.First().Point)} {string.Join(',', line.SelectMany(Fields))} {Text(line.Key.UnixMs)}");

    public static string Of(Figure figure) =>
        $"{figure.Measurement}{string.Concat(figure.Tags.Select(tag => $",{tag.Key}={tag.Value}"))} {Field(figure.Field, figure.Value)} {Text(figure.UnixMs)}";

    public static string Tags(string site, SitePoint point)
    {
        var tags = new StringBuilder($",site={site},zone={point.Zone},point={point.Name}");
        if (point.Fraction is not null)
            tags.Append(",fraction=").Append(point.Fraction);
        if (point.Medium is not null)
            tags.Append(",medium=").Append(point.Medium);
        return tags.ToString();
    }

    private static IEnumerable<string> Fields(Hour hour) =>
    [
        Field(hour.Quantity.Field + "_mean", hour.Mean), Field(hour.Quantity.Field + "_min", hour.Values.Min()), Field(hour.Quantity.Field + "_max", hour.Values.Max()),
        Field(hour.Quantity.Field + "_count", hour.Values.Count), Field(hour.Quantity.Field + "_last", hour.Last),
    ];

    private static string Field(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value:R}");

    private static string Text(long unixMs) => unixMs.ToString(CultureInfo.InvariantCulture);
}
