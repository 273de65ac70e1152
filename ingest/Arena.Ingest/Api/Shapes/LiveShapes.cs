using System.ComponentModel;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The board that this service has.</summary>
internal sealed record BoardShape([property: Description("Name of its build, or null where there is none.")] string? Build);

/// <summary>The newest values of the series that changed.</summary>
internal sealed record LiveSamplesShape(IReadOnlyList<LiveSampleShape> Samples)
{
    public static LiveSamplesShape From(IEnumerable<Sample> samples) => new([.. samples.Select(LiveSampleShape.From)]);
}

/// <summary>The newest value of a series.</summary>
internal sealed record LiveSampleShape(string Point, string Quantity, DateTime T, double V, [property: Description("Bit mask, 0 for good.")] int Quality)
{
    public static LiveSampleShape From(Sample sample) =>
        new(sample.Series.Point, sample.Series.Quantity.Name, sample.Time.ToUtc(), sample.Value, (int)sample.Quality);
}
