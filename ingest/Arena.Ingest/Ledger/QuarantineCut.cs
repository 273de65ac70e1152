using System.Globalization;

namespace Arena.Ingest.Ledger;

/// <summary>What is kept of something refused: a payload to a length, which its detail then says.</summary>
internal static class QuarantineCut
{
    private const int MostPayloadBytes = 1 << 20;

    public static QuarantinedItem Of(QuarantinedItem item)
    {
        var payload = item.Entry.Payload;
        if (payload.Length <= MostPayloadBytes)
            return item;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{item.Entry.Detail} (the first {MostPayloadBytes} of {payload.Length} bytes are kept)");
        return item with { Entry = item.Entry with { Payload = payload[..MostPayloadBytes], Detail = detail } };
    }
}
