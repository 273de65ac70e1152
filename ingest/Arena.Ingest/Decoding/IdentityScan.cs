using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Senml;

namespace Arena.Ingest.Decoding;

/// <summary>
/// Finds epoch and seq at the head of a payload that is refused as a whole, so that the refusal can be acknowledged: a batch that can't be read
/// must not stand first in a node's queue for ever.
/// </summary>
internal static class IdentityScan
{
    /// <summary>The identity in the first record, as far as JSON holds up to there. Never throws on any bytes.</summary>
    public static bool TryFind(string node, ReadOnlySpan<byte> payload, [NotNullWhen(true)] out BatchId? id)
    {
        id = null;
        Epoch? epoch = null;
        long? sequence = null;
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = PackLimits.MaxDepth });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray || !json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;
            while ((epoch is null || sequence is null) && json.Read() && json.TokenType == JsonTokenType.PropertyName)
                ReadField(ref json, ref epoch, ref sequence);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Torn or not UTF-8 behind this place: what stands before it still counts.
        }

        if (epoch is not { } found || sequence is not (>= 1 and <= BatchId.MaxSequence))
            return false;
        id = new BatchId(node, found, sequence.Value);
        return true;
    }

    private static void ReadField(ref Utf8JsonReader json, ref Epoch? epoch, ref long? sequence)
    {
        var isEpoch = json.ValueTextEquals("epoch"u8);
        var isSequence = json.ValueTextEquals("seq"u8);
        if (!json.Read())
            return;
        if (isEpoch && json.TokenType == JsonTokenType.String && Epoch.TryParse(json.GetString(), out var found))
            epoch = found;
        else if (isSequence && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number))
            sequence = number;
        else
            json.Skip();
    }
}
