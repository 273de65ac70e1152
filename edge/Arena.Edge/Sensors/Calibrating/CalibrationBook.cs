using System.Text.Json;

namespace Arena.Edge.Sensors.Calibrating;

/// <summary>Calibrations that were made at a node, <c>{data}/{node}/calibrations.jsonl</c>: history. What is measured with stands in the manifest.</summary>
internal sealed class CalibrationBook(string folder)
{
    public const string Name = "calibrations.jsonl";

    private readonly DurableLines _lines = new(Path.Combine(folder, Name));

    /// <summary>All of them, oldest first.</summary>
    /// <exception cref="SensorFault">The book can't be read.</exception>
    public IReadOnlyList<CalibrationRecord> Read()
    {
        try
        {
            return [.. _lines.Read().Select(line => JsonSerializer.Deserialize(line, CalibrationJson.Default.CalibrationRecord) ?? throw new JsonException("null"))];
        }
        catch (JsonException)
        {
            throw new SensorFault($"{_lines.Path} has a line that is no calibration: mend it from a copy, or move it aside.");
        }
    }

    /// <summary>Writes one down; it is durable when this returns.</summary>
    /// <exception cref="SensorFault">It can't be written.</exception>
    public void Append(CalibrationRecord record) => _lines.Add(JsonSerializer.SerializeToUtf8Bytes(record, CalibrationJson.Default.CalibrationRecord));
}
