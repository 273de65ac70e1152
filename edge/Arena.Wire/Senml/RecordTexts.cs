using System.Text.Json;

namespace Arena.Wire.Senml;

/// <summary>
/// Records of a pack made to stand alone: a pack of one record with the base fields that held for it and its own fields, each as it was written, without
/// epoch, seq and gaps. Read again by itself, it gives what it gave in its pack.
/// </summary>
internal static class RecordTexts
{
    /// <summary>Longest text, in bytes; a record that may become a sample needs a third of it. Longer ones are cut, and are no JSON any more.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The texts of the records at <paramref name="places"/>, which count from 0 and ascend.</summary>
    /// <param name="payload">The pack as it came.</param>
    /// <param name="readable">The same in JSON, field by field in the same place.</param>
    /// <param name="places">Which.</param>
    public static List<byte[]> Of(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> readable, List<int> places)
    {
        var texts = new List<byte[]>(places.Count);
        var json = new Utf8JsonReader(readable, new JsonReaderOptions { MaxDepth = PackLimits.MaxDepth });
        var bases = new Range[5];
        var fields = new List<Range>();
        json.Read();
        for (var place = 0; texts.Count < places.Count && json.Read(); place++)
        {
            fields.Clear();
            ReadFields(ref json, bases, fields);
            if (place == places[texts.Count])
                texts.Add(Alone(payload, bases, fields));
        }

        return texts;
    }

    private static void ReadFields(ref Utf8JsonReader json, Range[] bases, List<Range> fields)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex;
            var of = BaseOf(ref json);
            var dropped = json.ValueTextEquals("epoch"u8) || json.ValueTextEquals("seq"u8) || json.ValueTextEquals("gaps"u8);
            json.Skip();
            var field = start..(int)json.BytesConsumed;
            if (of >= 0)
                bases[of] = field;
            else if (!dropped)
                fields.Add(field);
        }
    }

    private static int BaseOf(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("bn"u8)) return 0;
        if (json.ValueTextEquals("bt"u8)) return 1;
        if (json.ValueTextEquals("bu"u8)) return 2;
        if (json.ValueTextEquals("bv"u8)) return 3;
        return json.ValueTextEquals("bs"u8) ? 4 : -1;
    }

    private static byte[] Alone(ReadOnlySpan<byte> payload, Range[] bases, List<Range> fields)
    {
        var text = new List<byte>(256);
        text.AddRange("[{"u8);
        foreach (var field in bases.Where(field => !field.Equals(default)).Concat(fields))
        {
            if (text.Count > 2)
                text.Add((byte)',');
            text.AddRange(payload[field]);
        }

        text.AddRange("}]"u8);
        return [.. text.Take(MaxBytes)];
    }
}
