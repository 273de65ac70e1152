using System.ComponentModel;
using System.Globalization;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Ledger;
using Arena.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary>What was refused: <c>GET /api/v1/quarantine</c> in pages, <c>/api/v1/quarantine/{id}</c> with all bytes. Reading only.</summary>
internal static class QuarantineEndpoints
{
    private const int DefaultEntries = 100;

    private static readonly Dictionary<string, Reason> Reasons =
        Enum.GetValues<Reason>().Where(reason => reason != Reason.None).ToDictionary(reason => reason.Slug(), StringComparer.Ordinal);

    public static void Map(RouteGroupBuilder api)
    {
        var (page, one) = MapReading(api);
        page.WithName("GetQuarantine")
            .WithTags("Insight")
            .WithSummary("What was refused, newest first, with the reason")
            .WithDescription("The next page: the same question with `before` as the id of the last entry.")
            .ProducesFault(StatusCodes.Status400BadRequest);
        one.Needing(Right.Tend)
            .WithName("GetQuarantined")
            .WithTags("Insight")
            .WithSummary("One thing that was refused, with all its bytes")
            .ProducesFault(StatusCodes.Status404NotFound);
    }

    /// <summary>The two questions, for whichever way they are asked.</summary>
    public static (RouteHandlerBuilder Page, RouteHandlerBuilder One) MapReading(RouteGroupBuilder group) => (
        group.MapGet("/quarantine", GetQuarantineAsync).WithParameters("node", "reason", "from", "to", "before", "limit"),
        group.MapGet("/quarantine/{id}", GetQuarantinedAsync).WithParameters());

    /// <summary>A filter from its texts; null lets everything through.</summary>
    public static QuarantineFilter Filter(string? node, string? reason, string? from, string? to, string? before)
    {
        if (node is not null && !Slug.IsValid(node))
            throw ApiFault.BadParameter("node", $"\"{QueryText.Shown(node)}\" can't be the name of a node.", "A name is a–z, 0–9 and hyphen, at most 63 characters.");
        if (reason is not null && !Reasons.ContainsKey(reason))
            throw ApiFault.BadParameter("reason", $"There is no reason \"{QueryText.Shown(reason)}\".", $"Use one of {string.Join(", ", Reasons.Keys)}.");
        UnixTime? begin = from is null ? null : QueryText.Time("from", from);
        UnixTime? end = to is null ? null : QueryText.Time("to", to);
        if (begin >= end)
            throw ApiFault.BadParameter("from", $"from ({begin}) is not before to ({end}).", "Write a from that is earlier than to.");
        return new QuarantineFilter { Node = node, Reason = reason is null ? null : Reasons[reason], From = begin, To = end, Before = Id("before", before) };
    }

    private static async Task<Ok<QuarantineShape>> GetQuarantineAsync(
        HttpContext context,
        ILedger ledger,
        ApiOptions options,
        CancellationToken cancellationToken,
        [Description("Only what came on this node's topic.")] string? node = null,
        [Description("Only what was refused for this reason, in kebab-case.")] string? reason = null,
        [Description("Only what came at this time or later, RFC 3339.")] string? from = null,
        [Description("Only what came before this time, RFC 3339.")] string? to = null,
        [Description("Only entries with a lower id.")] string? before = null,
        [Description("Most entries, 1–1,000; 100 without it.")] string? limit = null)
    {
        var filter = Filter(node, reason, from, to, before);
        var most = limit is null ? Math.Min(DefaultEntries, options.MostQuarantined) : QueryText.Count("limit", limit, options.MostQuarantined);
        var page = await ledger.QuarantinePageAsync(filter, most, cancellationToken);
        var withPayload = Visitor.Of(context).May(Right.Tend);
        return TypedResults.Ok(new QuarantineShape(
            page.Total, page.Replayed, page.Discarded, [.. page.Items.Select(QuarantinedShape.From).Select(item => withPayload ? item : item with { Payload = null })]));
    }

    private static async Task<Ok<QuarantinedWholeShape>> GetQuarantinedAsync(ILedger ledger, [Description("Id of the entry.")] string id, CancellationToken cancellationToken)
    {
        var item = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await ledger.QuarantinedAsync(number, cancellationToken) : null;
        return item is null ? throw NotThere(id) : TypedResults.Ok(QuarantinedWholeShape.WholeOf(item));
    }

    /// <summary>The fault of an id that isn't there.</summary>
    public static ApiFault NotThere(string id) => new(
        StatusCodes.Status404NotFound, "id", $"There is no entry \"{QueryText.Shown(id)}\" in quarantine.", "/api/v1/quarantine lists them; one that was replayed or discarded is gone.");

    private static long? Id(string parameter, string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
            return id;
        throw ApiFault.BadParameter(parameter, $"{parameter} is \"{QueryText.Shown(text)}\".", "Write the id of an entry, a whole number from 1.");
    }
}
