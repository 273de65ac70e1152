using System.ComponentModel;
using System.Text.Json;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Samples as JSON. Describes the answer; it is written row by row, never held.</summary>
internal sealed record SamplesShape(
    DateTime From,
    [property: Description("Excluded.")] DateTime To,
    [property: Description("Width of a window, or null for raw samples.")] string? Every,
    [property: Description("Aggregate, or null for raw samples.")] string? Agg,
    IReadOnlyList<SeriesShape> Series);

/// <summary>One series.</summary>
internal sealed record SeriesShape(
    string Point,
    string Quantity,
    [property: Description("SenML unit.")] string Unit,
    [property: Description("In time order: [time, value, quality], or with every [start of window, value, count].")] IReadOnlyList<JsonElement[]> Samples);
