using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>A value that ingest computed. Written again for the same name and time, it replaces what was there.</summary>
/// <param name="Name">Of what it is.</param>
/// <param name="Time">When it held, or the start of what it sums up.</param>
/// <param name="Value">In the field's unit; 0 for a text.</param>
internal readonly record struct Figure(FigureName Name, UnixTime Time, double Value)
{
    /// <summary>The value of a field that is a text; null for numbers.</summary>
    public string? Text { get; init; }
}

/// <summary>One series of figures.</summary>
/// <param name="Field">What.</param>
/// <param name="Subject">Of what: a point, a node, <c>ingest</c>, or a match; a slug.</param>
internal readonly record struct FigureName(FigureField Field, string Subject)
{
    public override string ToString() => $"{Field.Measurement} {Subject} {Field.Name}";
}

/// <summary>A kind of figure; see <see cref="FigureFields"/>.</summary>
/// <param name="Measurement">InfluxDB measurement.</param>
/// <param name="Name">InfluxDB field, and its name in the API.</param>
/// <param name="Unit">SenML unit, <c>text</c> for a text.</param>
/// <param name="English">What it is.</param>
internal sealed record FigureField(string Measurement, string Name, string Unit, string English)
{
    public bool IsText => Unit == "text";

    /// <summary>InfluxDB tag that holds the subject.</summary>
    public string SubjectTag => Measurement == FigureFields.MatchMeasurement ? "match" : "point";
}
