using System.Buffers;
using System.Text.Json;
using Arena.Wire.Gaps;

namespace Arena.Wire.Senml;

/// <summary>
/// Writes samples as one SenML pack: base time from the earliest sample, base name from each run of samples of one point. The same samples
/// in the same order always give the same bytes.
/// </summary>
public static class SenmlWriter
{
    // Names and units are ASCII without anything JSON has to escape, but '/' and '%', which the strict encoder leaves alone too.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Writes <paramref name="samples"/>; epoch, seq and gaps go into the first record when given. Samples and gaps must not both be empty.</summary>
    public static void Write(
        IBufferWriter<byte> output, ReadOnlySpan<Sample> samples, Epoch? epoch = null, long? sequence = null, IReadOnlyList<Gap>? gaps = null)
    {
        if (samples.IsEmpty && gaps is not { Count: > 0 })
            throw new ArgumentException("a pack needs at least one sample or gap", nameof(samples));

        var baseTime = samples.IsEmpty ? default : Earliest(samples);
        string? point = null;
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        if (samples.IsEmpty)
        {
            json.WriteStartObject();
            WriteIdentity(json, epoch, sequence, gaps);
            json.WriteEndObject();
        }

        for (var i = 0; i < samples.Length; i++)
        {
            ref readonly var sample = ref samples[i];
            json.WriteStartObject();
            if (sample.Series.Point != point)
            {
                point = sample.Series.Point;
                WriteBaseName(json, point);
            }

            if (i == 0)
            {
                WriteSeconds(json, "bt"u8, baseTime.Microseconds);
                WriteIdentity(json, epoch, sequence, gaps);
            }

            json.WriteString("n"u8, sample.Series.Quantity.Name);
            json.WriteString("u"u8, sample.Series.Quantity.Unit);
            json.WriteNumber("v"u8, sample.Value);
            if (sample.Time != baseTime)
                WriteSeconds(json, "t"u8, sample.Time.Microseconds - baseTime.Microseconds);
            if (sample.Quality != Quality.Good)
                json.WriteNumber("quality"u8, (int)sample.Quality);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static UnixTime Earliest(ReadOnlySpan<Sample> samples)
    {
        var earliest = samples[0].Time;
        foreach (ref readonly var sample in samples)
            earliest = sample.Time < earliest ? sample.Time : earliest;
        return earliest;
    }

    private static void WriteBaseName(Utf8JsonWriter json, string point)
    {
        Span<char> name = stackalloc char[Slug.MaxLength + 1];
        point.CopyTo(name);
        name[point.Length] = '/';
        json.WriteString("bn"u8, name[..(point.Length + 1)]);
    }

    private static void WriteIdentity(Utf8JsonWriter json, Epoch? epoch, long? sequence, IReadOnlyList<Gap>? gaps)
    {
        if (epoch is { } value)
            json.WriteString("epoch"u8, value.ToString());
        if (sequence is { } number)
            json.WriteNumber("seq"u8, number);
        if (gaps is not { Count: > 0 })
            return;
        json.WritePropertyName("gaps"u8);
        JsonSerializer.Serialize(json, [.. gaps.Select(GapJson.Of)], WireJson.Default.GapJsonArray);
    }

    // Seconds with as many decimals as the microseconds need, so that no double comes between.
    private static void WriteSeconds(Utf8JsonWriter json, ReadOnlySpan<byte> label, long microseconds)
    {
        var seconds = new decimal(microseconds) / 1_000_000m;
        json.WriteNumber(label, seconds);
    }
}
