using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Wire.Batches;

namespace Arena.Wire.Gaps;

/// <summary>
/// A gap as it stands in a pack:
/// <c>{"cause":"thinned","from":1795320000.5,"to":1795320600,"samples":4711,"epoch":"…","first":3,"last":17,"chain":"…","closes":true,"point":"…","detail":"…"}</c>.
/// </summary>
internal sealed record GapJson(
    [property: JsonRequired] string Cause,
    [property: JsonRequired] decimal From,
    [property: JsonRequired] decimal To,
    long? Samples,
    string? Epoch,
    long? First,
    long? Last,
    string? Chain,
    bool? Closes,
    string? Point,
    string? Detail)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Senml.PackLimits.MaxDepth, AllowDuplicateProperties = false };

    public static GapJson Of(Gap gap) => new(
        gap.Cause.Slug(),
        Seconds(gap.From),
        Seconds(gap.To),
        gap.Samples,
        gap.Batches?.Epoch.ToString(),
        gap.Batches?.First,
        gap.Batches?.Last,
        gap.Batches?.Chain?.ToString(),
        gap.Closes ? true : null,
        gap.Point,
        gap.Detail.Length > 0 ? gap.Detail : null);

    /// <summary>Reads an array of gaps. Each that can't be understood is told to <paramref name="refuse"/>; the others are kept.</summary>
    public static void Read(ReadOnlyMemory<byte> json, List<Gap> gaps, Action<string> refuse)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                refuse("gaps is an array");
                return;
            }

            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (TryRead(element, out var gap, out var fault))
                    gaps.Add(gap);
                else
                    refuse(fault);
            }
        }
        catch (JsonException)
        {
            refuse("gaps can't be read: a field stands there twice");
        }
    }

    private static bool TryRead(JsonElement element, [NotNullWhen(true)] out Gap? gap, out string fault)
    {
        gap = null;
        try
        {
            fault = element.Deserialize(WireJson.Default.GapJson) is { } read ? read.Convert(out gap) : "null is no gap";
        }
        catch (JsonException)
        {
            fault = "a gap has at least cause (text), from and to (seconds since 1970), and every field its own type";
        }

        return gap is not null;
    }

    // Returns what is wrong, or nothing.
    private string Convert(out Gap? gap)
    {
        gap = null;
        if (!UnixTime.TryFromSeconds(From, out var from) || !UnixTime.TryFromSeconds(To, out var to) || to < from)
            return "from and to are seconds since 1970, from not after to";
        if (Samples is < 0)
            return "samples is at least 0";
        if (Point is not null && !Slug.IsValid(Point))
            return "point is the name of a point";
        if (ConvertBatches(out var batches) is { Length: > 0 } fault)
            return fault;
        if (Closes == true && batches is null)
            return "closes needs epoch, first and last";
        var cause = GapCauseText.Parse(Cause);
        gap = new Gap(cause, from, to)
        {
            Samples = Samples,
            Batches = batches,
            Closes = Closes == true,
            Point = Point,
            Detail = cause == GapCause.Unknown ? $"{Cause} {Detail}" : Detail ?? "",
        };
        return "";
    }

    private string ConvertBatches(out GapBatches? batches)
    {
        batches = null;
        if (Epoch is null && First is null && Last is null && Chain is null)
            return "";
        var chain = default(BatchChain);
        if (!Wire.Epoch.TryParse(Epoch, out var epoch) || First is not { } first || Last is not { } last || first < 1 || last < first || last > BatchId.MaxSequence)
            return $"epoch, first and last come together: 32 lower-case hexadecimal digits, and 1 ≤ first ≤ last ≤ {BatchId.MaxSequence}";
        if (Chain is not null && !BatchChain.TryParse(Chain, out chain))
            return "chain is 32 lower-case hexadecimal digits";
        batches = new GapBatches(epoch, first, last, Chain is null ? null : chain);
        return "";
    }

    private static decimal Seconds(UnixTime time) => time.Microseconds / 1_000_000m;
}
