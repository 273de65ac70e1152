using System.ComponentModel;
using System.Text.Json;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Figures as JSON. Describes the answer; it is written row by row, never held.</summary>
internal sealed record FiguresShape(
    DateTime From,
    [property: Description("Excluded.")] DateTime To,
    IReadOnlyList<FigureSeriesShape> Series);

/// <summary>One series of figures.</summary>
internal sealed record FigureSeriesShape(
    [property: Description("waste, node or match.")] string Measurement,
    [property: Description("The bin, node or match, or ingest.")] string Subject,
    string Figure,
    [property: Description("SenML unit; text for software.")] string Unit,
    [property: Description("In time order: [time, value].")] IReadOnlyList<JsonElement[]> Figures);
