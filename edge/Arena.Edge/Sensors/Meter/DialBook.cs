using System.Text.Json;

namespace Arena.Edge.Sensors.Meter;

/// <summary>
/// The dial readings of a node's meters, <c>{data}/{node}/meters.jsonl</c>: one line each, on the disk before anyone uses it. The worker reads it again
/// when it has changed, so a reading entered beside it takes effect with the meter's next one.
/// </summary>
internal sealed class DialBook(string folder)
{
    public const string Name = "meters.jsonl";

    private readonly Lock _gate = new();
    private readonly DurableLines _lines = new(Path.Combine(folder, Name));
    private List<DialReading> _readings = [];
    private (long Length, DateTime Written) _seen;

    /// <summary>The newest of a register; null before its first.</summary>
    /// <exception cref="SensorFault">The book can't be read, and no register is guessed.</exception>
    public DialReading? Newest(string series)
    {
        lock (_gate)
        {
            Refresh();
            return _readings.FindLast(reading => reading.Series == series);
        }
    }

    /// <summary>All of a register, oldest first.</summary>
    /// <exception cref="SensorFault">The book can't be read.</exception>
    public IReadOnlyList<DialReading> Of(string series)
    {
        lock (_gate)
        {
            Refresh();
            return _readings.FindAll(reading => reading.Series == series);
        }
    }

    /// <summary>Writes one down; it is durable when this returns.</summary>
    /// <exception cref="SensorFault">It can't be written.</exception>
    public DialReading Append(DialReading reading)
    {
        lock (_gate) _lines.Add(JsonSerializer.SerializeToUtf8Bytes(reading, DialJson.Default.DialReading));
        return reading;
    }

    private void Refresh()
    {
        var state = _lines.State;
        if (state == _seen) return;
        _readings = [.. _lines.Read().Select((line, index) => Parse(line, index + 1))];
        _seen = state;
    }

    private DialReading Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DialJson.Default.DialReading) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new SensorFault($"Line {number} of {_lines.Path} is no dial reading, so the meters' registers are not known: mend it from a copy, or move the file aside and read the displays anew.");
        }
    }
}
