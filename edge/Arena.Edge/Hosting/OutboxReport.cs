using System.Globalization;
using System.Text.Json;
using Arena.Edge.Outbox.Sqlite;

namespace Arena.Edge.Hosting;

/// <summary>Writes what outboxes hold.</summary>
internal static class OutboxReport
{
    public static void WriteTable(IEnumerable<string> folders, TextWriter output)
    {
        output.WriteLine("node                            epoch                                 sealed  confirmed    waiting        bytes  oldest waiting");
        foreach (var status in folders.Select(OutboxReading.Status))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Node,-31} {status.Epoch} {status.Sealed,10} {status.AcknowledgedLow,10} {status.Waiting,10} {status.Bytes,12}  {status.OldestWaiting?.ToString() ?? "-"}"));
        }
    }

    /// <summary>An array of objects with snake_case names; times are RFC 3339.</summary>
    public static void WriteJson(IEnumerable<string> folders, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartArray();
        foreach (var status in folders.Select(OutboxReading.Status))
        {
            json.WriteStartObject();
            json.WriteString("node", status.Node);
            json.WriteString("epoch", status.Epoch.ToString());
            json.WriteNumber("sealed", status.Sealed);
            json.WriteNumber("generation", status.Generation);
            json.WriteNumber("acknowledged_low", status.AcknowledgedLow);
            json.WriteNumber("acknowledged", status.Acknowledged);
            json.WriteNumber("waiting", status.Waiting);
            json.WriteNumber("kept", status.Kept);
            json.WriteNumber("samples", status.Samples);
            json.WriteNumber("bytes", status.Bytes);
            json.WriteString("oldest_waiting", status.OldestWaiting?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>CSV with a header; values in the shortest form that reads back to the same double.</summary>
    public static void WriteSamples(IEnumerable<string> folders, TextWriter output)
    {
        output.WriteLine("point,quantity,unix_us,value");
        foreach (var sample in folders.SelectMany(OutboxReading.Samples))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{sample.Series.Point},{sample.Series.Quantity.Name},{sample.Time.Microseconds},{sample.Value:R}"));
        }
    }
}
