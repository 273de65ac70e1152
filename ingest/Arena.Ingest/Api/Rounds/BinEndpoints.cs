using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds;
using Arena.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Rounds;

/// <summary>How bins stand, and what is tapped at them: <c>GET /api/v1/bins</c>, <c>/bins/{point}/story</c>; <c>POST /bins/{point}/actions</c>, <c>/bins/undo</c>.</summary>
internal static class BinEndpoints
{
    private const string Kept =
        "Kept with who tapped it and when. Sent again under the same `action` it is said once, and answered with how the bin stands. sensor_cleaned needs the right tend, all else act.";

    public static void Map(RouteGroupBuilder api)
    {
        var open = api.MapGroup("").Needing(Right.View);
        open.MapGet("/bins", GetBins)
            .WithName("GetBins")
            .WithTags("Round")
            .WithSummary("How every bin stands: what its sensors say, whether that is believed, and what was tapped last")
            .WithDescription("The live stream tells the same as event `bins`, those that changed.")
            .WithParameters()
            .ProducesFault(StatusCodes.Status503ServiceUnavailable);
        open.MapGet("/bins/{point}/story", GetStoryAsync)
            .WithName("GetBinStory")
            .WithTags("Round")
            .WithSummary("What happened to a bin: what was tapped, also what was taken back, and what its own sensors saw")
            .WithParameters("from", "to", "match")
            .ProducesFault(StatusCodes.Status400BadRequest)
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status503ServiceUnavailable);
        var write = api.MapGroup("").Needing(Right.Act, or: Right.Tend);
        Post<BinActionShape>(write.MapPost("/bins/{point}/actions", ActAsync), "ActOnBin", "A bin was emptied, skipped or swapped, overflows, or its sensors were cleaned")
            .ProducesFault(StatusCodes.Status404NotFound);
        Post<BinUndoShape>(write.MapPost("/bins/undo", UndoAsync), "UndoAtBin", "A tap is taken back")
            .Produces<BinUndoWaitsShape>(StatusCodes.Status202Accepted);
    }

    private static RouteHandlerBuilder Post<TBody>(RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithName(name)
        .WithTags("Round")
        .WithSummary(summary)
        .WithDescription(Kept)
        .WithParameters()
        .Accepts<TBody>("application/json")
        .Produces<BinStateShape>()
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status409Conflict)
        .ProducesFault(StatusCodes.Status415UnsupportedMediaType)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static Ok<BinStatesShape> GetBins(HttpContext context, BinBoard board, Naming naming, TimeProvider time) =>
        TypedResults.Ok(BinStatesShape.From(board.All(), UnixTime.From(time.GetUtcNow()), naming.For(context)));

    private static async Task<Ok<BinStoryShape>> GetStoryAsync(
        HttpContext context,
        BinStoryReader stories,
        Naming naming,
        AskedSpan span,
        [Description("The bin.")] string point,
        CancellationToken cancellationToken,
        [Description("RFC 3339; without it, a day before to.")] string? from = null,
        [Description("RFC 3339, excluded; without it, now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null) =>
        TypedResults.Ok(Named(await stories.OfAsync(point, span.OfTaps(match, from, to), cancellationToken), naming.For(context)));

    private static BinStoryShape Named(BinStoryShape story, Func<string, string> shown) => story with { Events = [.. story.Events.Select(each => each.Naming(shown))] };

    private static async Task<Ok<BinStateShape>> ActAsync(HttpContext context, BinDesk desk, string point) =>
        TypedResults.Ok(BinStateShape.From(desk.Act(context, point, await JsonBody.ReadAsync(context, ApiJson.Web.BinActionShape))));

    private static async Task<Results<Ok<BinStateShape>, Accepted<BinUndoWaitsShape>>> UndoAsync(HttpContext context, BinDesk desk)
    {
        var body = await JsonBody.ReadAsync(context, ApiJson.Web.BinUndoShape);
        return desk.Undo(context, body) is { } state ? TypedResults.Ok(BinStateShape.From(state)) : TypedResults.Accepted((string?)null, new BinUndoWaitsShape(body.Undoes!));
    }
}
