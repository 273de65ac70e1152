using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Wire.Batches;

namespace Arena.Wire.Acknowledgements;

/// <summary>
/// What ingest tells a node, retained on its <c>ack</c> topic: which of its batches are terminal. It alone lets the edge forget.
/// </summary>
/// <param name="Generation">
/// The ledger it comes from, as a number that grows with each new ledger (its birth in ms since 1970). A lower one is old news; a higher one
/// makes the node offer again what it keeps.
/// </param>
/// <param name="Epochs">One entry for each epoch of the node that ingest still tracks, newest first, at most <see cref="MaxEpochs"/>.</param>
public sealed record Acknowledgement(long Generation, IReadOnlyList<EpochAcknowledgement> Epochs)
{
    /// <summary>Most epochs in one message; older ones have long drained.</summary>
    public const int MaxEpochs = 8;

    /// <summary>Most ranges of one epoch; the highest are left out, which only delays forgetting.</summary>
    public const int MaxRanges = 256;

    /// <summary>The content type it is published with.</summary>
    public const string ContentType = "application/json";

    /// <summary>JSON: <c>{"generation":…,"epochs":[{"epoch":"…","low":41,"ranges":[[43,50]],"chain":"…"}]}</c>.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(AcknowledgementJson.From(this), WireJson.Default.AcknowledgementJson);

    /// <summary>Reads the JSON; on false, <paramref name="fault"/> says what is wrong. Never throws on any bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Acknowledgement? acknowledgement, out string fault)
    {
        acknowledgement = null;
        try
        {
            fault = "";
            var read = JsonSerializer.Deserialize(json, WireJson.Default.AcknowledgementJson);
            return read is not null ? read.TryConvert(out acknowledgement, out fault) : Fail("null is no acknowledgement", out fault);
        }
        catch (JsonException error)
        {
            return Fail($"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: not an acknowledgement in JSON", out fault);
        }
    }

    private static bool Fail(string what, out string fault)
    {
        fault = what;
        return false;
    }
}

/// <summary>The terminal batches of one epoch.</summary>
/// <param name="Epoch">Outbox file.</param>
/// <param name="Terminal">Sequence numbers that are stored, quarantined or declared missing.</param>
/// <param name="Chain">
/// The ledger's chain at the watermark: the proof that it speaks of the node's own batches. Null from an ingest service that keeps none; then
/// nothing may be forgotten for it.
/// </param>
public sealed record EpochAcknowledgement(Epoch Epoch, SequenceSet Terminal, BatchChain? Chain = null);

internal sealed record AcknowledgementJson(
    [property: JsonRequired] long Generation, [property: JsonRequired] EpochJson[] Epochs)
{
    public static AcknowledgementJson From(Acknowledgement source) => new(
        source.Generation,
        [.. source.Epochs.Take(Acknowledgement.MaxEpochs).Select(epoch => new EpochJson(
            epoch.Epoch.ToString(),
            epoch.Terminal.Low,
            [.. epoch.Terminal.Ranges.Take(Acknowledgement.MaxRanges).Select(range => new[] { range.First, range.Last })],
            epoch.Chain?.ToString()))]);

    public bool TryConvert([NotNullWhen(true)] out Acknowledgement? acknowledgement, out string fault)
    {
        acknowledgement = null;
        fault = Generation < 1 ? "generation is a positive number" : "";
        var epochs = new List<EpochAcknowledgement>();
        foreach (var entry in Epochs ?? [])
        {
            if (fault.Length == 0 && entry.TryConvert(out var epoch, out fault))
                epochs.Add(epoch);
        }

        if (fault.Length > 0)
            return false;
        acknowledgement = new Acknowledgement(Generation, epochs);
        return true;
    }
}

internal sealed record EpochJson(
    [property: JsonRequired] string Epoch, [property: JsonRequired] long Low, [property: JsonRequired] long[][] Ranges, string? Chain = null)
{
    public bool TryConvert([NotNullWhen(true)] out EpochAcknowledgement? converted, out string fault)
    {
        converted = null;
        if (!Wire.Epoch.TryParse(Epoch, out var epoch))
        {
            fault = "epoch is 32 lower-case hexadecimal digits";
            return false;
        }

        if (Low is < 0 or > BatchId.MaxSequence || Ranges is null || !Array.TrueForAll(Ranges, IsRange))
        {
            fault = $"low is at least 0, and a range is [first,last] with 1 ≤ first ≤ last ≤ {BatchId.MaxSequence}";
            return false;
        }

        var chain = default(BatchChain);
        if (Chain is not null && !BatchChain.TryParse(Chain, out chain))
        {
            fault = "chain is 32 lower-case hexadecimal digits";
            return false;
        }

        var terminal = new SequenceSet();
        terminal.RaiseLow(Low);
        foreach (var range in Ranges)
            terminal.Add(new SequenceRange(range[0], range[1]));
        converted = new EpochAcknowledgement(epoch, terminal, Chain is null ? null : chain);
        fault = "";
        return true;
    }

    private static bool IsRange(long[]? range) =>
        range is [>= 1, <= BatchId.MaxSequence] && range[0] <= range[1];
}
