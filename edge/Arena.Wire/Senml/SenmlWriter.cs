using System.Buffers;
using System.Text.Json;

namespace Arena.Wire.Senml;

/// <summary>
/// Writes samples as one SenML pack: base time from the earliest sample, base name from each run of samples of one point. The same samples
/// in the same order always give the same bytes.
/// </summary>
public static class SenmlWriter
{
    // Names and units are ASCII without anything JSON has to escape, but '/' and '%', which the strict encoder leaves alone too.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Writes <paramref name="samples"/>, which must not be empty; epoch and seq go into the first record when given.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<Sample> samples, Epoch? epoch = null, long? sequence = null)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("a pack needs at least one sample", nameof(samples));

        var baseTime = Earliest(samples);
        string? point = null;
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
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
                WriteHead(json, baseTime, epoch, sequence);

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

    private static void WriteHead(Utf8JsonWriter json, UnixTime baseTime, Epoch? epoch, long? sequence)
    {
        WriteSeconds(json, "bt"u8, baseTime.Microseconds);
        if (epoch is { } value)
            json.WriteString("epoch"u8, value.ToString());
        if (sequence is { } number)
            json.WriteNumber("seq"u8, number);
    }

    // Seconds with as many decimals as the microseconds need, so that no double comes between.
    private static void WriteSeconds(Utf8JsonWriter json, ReadOnlySpan<byte> label, long microseconds)
    {
        var seconds = new decimal(microseconds) / 1_000_000m;
        json.WriteNumber(label, seconds);
    }
}
