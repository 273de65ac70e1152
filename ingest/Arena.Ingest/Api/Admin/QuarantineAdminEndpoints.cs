using System.Globalization;
using Arena.Ingest.Ledger;
using Arena.Ingest.Replay;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Admin;

/// <summary>
/// The quarantine over the socket: <c>GET /admin/v1/quarantine</c> and <c>/{id}</c> as by TCP, <c>POST …/{id}/replay</c> and <c>…/replay</c> judge again,
/// <c>POST …/discard</c> takes away for good. Replay and discard of many need a filter or <c>all=true</c>: forgetting one must not mean everything.
/// </summary>
internal static class QuarantineAdminEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        QuarantineEndpoints.MapReading(admin);
        admin.MapPost("/quarantine/{id}/replay", ReplayOneAsync).WithParameters("trust_times");
        admin.MapPost("/quarantine/replay", ReplayAsync).WithParameters("node", "reason", "from", "to", "before", "all", "trust_times");
        admin.MapPost("/quarantine/discard", DiscardAsync).WithParameters("node", "reason", "from", "to", "before", "all");
    }

    private static async Task<IResult> ReplayOneAsync(QuarantineReplay replay, string id, CancellationToken cancellationToken, string? trust_times = null)
    {
        var trust = Flag("trust_times", trust_times);
        var result = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await replay.OneAsync(number, trust, cancellationToken) : null;
        return result is null ? throw QuarantineEndpoints.NotThere(id) : Answer(result);
    }

    private static async Task<IResult> ReplayAsync(
        QuarantineReplay replay, CancellationToken cancellationToken,
        string? node = null, string? reason = null, string? from = null, string? to = null, string? before = null, string? all = null, string? trust_times = null) =>
        Answer(await replay.AllAsync(Meant(node, reason, from, to, before, all), Flag("trust_times", trust_times), cancellationToken));

    private static async Task<IResult> DiscardAsync(
        ILedger ledger, Insight.Quarantine quarantine, CancellationToken cancellationToken,
        string? node = null, string? reason = null, string? from = null, string? to = null, string? before = null, string? all = null)
    {
        var discarded = await ledger.DiscardAsync(Meant(node, reason, from, to, before, all), cancellationToken);
        await quarantine.RecountAsync(cancellationToken);
        return TypedResults.Json(new DiscardedShape(discarded), AdminJson.Web.DiscardedShape);
    }

    private static QuarantineFilter Meant(string? node, string? reason, string? from, string? to, string? before, string? all)
    {
        var filter = QuarantineEndpoints.Filter(node, reason, from, to, before);
        return filter != new QuarantineFilter() || Flag("all", all)
            ? filter
            : throw ApiFault.BadParameter("all", "Nothing says which entries are meant.", "Name node, reason, from, to or before; or all=true for everything.");
    }

    private static bool Flag(string parameter, string? text) => text switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ApiFault.BadParameter(parameter, $"{parameter} is \"{QueryText.Shown(text)}\".", "Write true or false."),
    };

    private static JsonHttpResult<ReplayedShape> Answer(ReplayResult result) =>
        TypedResults.Json(new ReplayedShape(result.Judged, result.Replayed, result.Stored), AdminJson.Web.ReplayedShape);
}

/// <summary>What a replay did.</summary>
/// <param name="Judged">Entries judged again.</param>
/// <param name="Replayed">Entries that left the quarantine.</param>
/// <param name="Stored">Samples stored that were not there before.</param>
internal sealed record ReplayedShape(long Judged, long Replayed, long Stored);

/// <summary>What was discarded.</summary>
/// <param name="Discarded">Entries that left the quarantine for good.</param>
internal sealed record DiscardedShape(long Discarded);
