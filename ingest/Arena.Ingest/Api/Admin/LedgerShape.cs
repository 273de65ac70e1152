using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Ledger;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Api.Admin;

/// <summary>The whole ledger as an administrator sees it.</summary>
internal sealed record LedgerShape(long Generation, IReadOnlyList<GenerationShape> Generations, IReadOnlyList<LedgerNodeShape> Nodes)
{
    public static LedgerShape From(ILedger ledger) => new(
        ledger.Generation,
        [.. ledger.Generations.Select(minted => new GenerationShape(minted.Generation, minted.Minted.ToUtc(), minted.Why))],
        [.. ledger.Nodes.Select(node => new LedgerNodeShape(node, [.. ledger.Epochs(node).Select(LedgerEpochShape.From)]))]);
}

/// <summary>A generation it has had.</summary>
internal sealed record GenerationShape(long Generation, DateTime Minted, string Why);

/// <summary>A node and its epochs, newest first.</summary>
internal sealed record LedgerNodeShape(string Node, IReadOnlyList<LedgerEpochShape> Epochs);

/// <summary>An epoch: everything up to <c>low</c> is terminal, and <c>ranges</c> above it.</summary>
internal sealed record LedgerEpochShape(
    string Epoch, long Low, IReadOnlyList<long[]> Ranges, string? Chain, long Stored, long Quarantined, long QuarantinedSamples,
    IReadOnlyList<long[]> Declared, string? Closed, long? Said, DateTime FirstReceived, DateTime LastReceived)
{
    public static LedgerEpochShape From(EpochStatus status) => new(
        status.Epoch.ToString(), status.Terminal.Low, Pairs(status.Terminal.Ranges), status.Chain?.ToString(), status.Stored, status.Quarantined,
        status.QuarantinedSamples, Pairs(status.Declared), status.Closed?.Slug(), status.Said, status.FirstReceived.ToUtc(), status.LastReceived.ToUtc());

    private static long[][] Pairs(IEnumerable<SequenceRange> ranges) => [.. ranges.Select(range => new[] { range.First, range.Last })];
}

/// <summary>A new generation was begun.</summary>
/// <param name="Before">The one until now.</param>
/// <param name="Generation">The new one.</param>
/// <param name="Yielded">This ingest had left the broker to another: it must be started anew to come back.</param>
internal sealed record RenewedShape(long Before, long Generation, bool Yielded);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LedgerShape))]
[JsonSerializable(typeof(RenewedShape))]
[JsonSerializable(typeof(QuarantineShape))]
[JsonSerializable(typeof(QuarantinedWholeShape))]
[JsonSerializable(typeof(ReplayedShape))]
[JsonSerializable(typeof(DiscardedShape))]
[JsonSerializable(typeof(PeopleShape))]
[JsonSerializable(typeof(PersonShape))]
[JsonSerializable(typeof(InvitedShape))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>The one that answers are written with.</summary>
    public static AdminJson Web { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = ApiJson.Encoder });
}
