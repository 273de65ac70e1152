using System.Text.Json;

namespace Arena.Edge.Doctor.Reports;

/// <summary>For programs and support: one object with snake_case names, dumps included; times are RFC 3339.</summary>
/// <remarks>
/// <code>
/// {"at":…,"node":…|null,"hardware":…,"result":"ok|warning|failed","counts":{"ok":…,"warning":…,"failed":…,"skipped":…},
///  "checks":[{"check":…,"status":…,"sentence":…,"advice":…|null,"took_ms":…,"dump":…|null}],"left_out":[…]}
/// </code>
/// </remarks>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Verdict verdict, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("at", verdict.At.UtcDateTime);
        json.WriteString("node", verdict.Subject);
        json.WriteString("hardware", verdict.Hardware);
        json.WriteString("result", Verdict.Word(verdict.Result));
        json.WriteStartObject("counts");
        foreach (var status in Enum.GetValues<CheckStatus>()) json.WriteNumber(Verdict.Word(status), verdict.Count(status));
        json.WriteEndObject();
        json.WriteStartArray("checks");
        foreach (var examined in verdict.Examined) Write(json, examined);
        json.WriteEndArray();
        json.WriteStartArray("left_out");
        foreach (var left in verdict.LeftOut) json.WriteStringValue(left);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Examined examined)
    {
        json.WriteStartObject();
        json.WriteString("check", examined.Check.Name);
        json.WriteString("status", Verdict.Word(examined.Finding.Status));
        json.WriteString("sentence", examined.Finding.Sentence);
        json.WriteString("advice", examined.Finding.Advice);
        json.WriteNumber("took_ms", Math.Round(examined.Took.TotalMilliseconds, 1));
        json.WriteString("dump", examined.Finding.Dump);
        json.WriteEndObject();
    }
}
