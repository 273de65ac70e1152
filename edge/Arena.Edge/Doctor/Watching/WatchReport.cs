using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.Wire;

namespace Arena.Edge.Doctor.Watching;

/// <summary>A line for each value, for people or as JSON. Called from several sensors at once.</summary>
/// <remarks>
/// <code>
/// {"time":…,"point":…,"quantity":…,"value":…,"unit":…,"quality":[…]}     a value; quality is empty for a good one
/// {"time":…,"point":…,"kind":…,"fault":…}                                a reading that gave none
/// </code>
/// </remarks>
internal sealed class WatchReport(TextWriter output, bool asJson)
{
    private readonly Lock _gate = new();

    public void Value(Sample sample)
    {
        var quantity = sample.Series.Quantity;
        var line = asJson
            ? Json(sample.Time, sample.Series.Point, json =>
            {
                json.WriteString("quantity", quantity.Name);
                json.WriteNumber("value", sample.Value);
                json.WriteString("unit", quantity.Unit);
                json.WriteStartArray("quality");
                foreach (var word in Words(sample.Quality)) json.WriteStringValue(word);
                json.WriteEndArray();
            })
            : string.Create(CultureInfo.InvariantCulture, $"{sample.Time,-24}  {quantity.Name,-26} {sample.Value,14} {quantity.Unit,-6} {(sample.Quality == Quality.Good ? "good" : string.Join(' ', Words(sample.Quality)))}");
        lock (_gate) output.WriteLine(line);
    }

    public void Fault(UnixTime time, string point, string kind, string reason)
    {
        var line = asJson
            ? Json(time, point, json =>
            {
                json.WriteString("kind", kind);
                json.WriteString("fault", reason);
            })
            : string.Create(CultureInfo.InvariantCulture, $"{time,-24}  {kind}: {reason}");
        lock (_gate) output.WriteLine(line);
    }

    // snake_case, as everywhere in JSON.
    private static IEnumerable<string> Words(Quality quality) =>
        Enum.GetValues<Quality>().Where(flag => flag != Quality.Good && quality.HasFlag(flag)).Select(flag => JsonNamingPolicy.SnakeCaseLower.ConvertName(flag.ToString()));

    private static string Json(UnixTime time, string point, Action<Utf8JsonWriter> rest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("time", time.ToString());
            json.WriteString("point", point);
            rest(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
