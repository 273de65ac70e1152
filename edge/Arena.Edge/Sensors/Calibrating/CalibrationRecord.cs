using System.Text.Json.Serialization;

namespace Arena.Edge.Sensors.Calibrating;

/// <summary>A raw reading at a known state.</summary>
/// <param name="What">Key of the manifest it stands for: <c>empty_raw</c>, <c>full_cm</c>…</param>
/// <param name="Raw">What the chip said, the mean of <see cref="Guide.Readings"/> readings: steps, cm, or V.</param>
/// <param name="Spread">Largest less smallest of them.</param>
/// <param name="Known">The mass or current that was on, kg or A; null for none.</param>
internal sealed record CalibrationPoint(string What, double Raw, double Spread, double? Known);

/// <summary>A calibration as it was made, kept for ever.</summary>
/// <param name="Point">Where.</param>
/// <param name="Kind">Of sensor.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Points">What was read.</param>
/// <param name="Manifest">The keys that were given to be written into the manifest.</param>
internal sealed record CalibrationRecord(
    [property: JsonRequired] string Point,
    [property: JsonRequired] string Kind,
    [property: JsonRequired] DateTimeOffset At,
    [property: JsonRequired] string By,
    [property: JsonRequired] IReadOnlyList<CalibrationPoint> Points,
    [property: JsonRequired] string Manifest);

/// <summary>One line of the book: serialisers made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalibrationRecord))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
