using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks.Photos;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Checks;

/// <summary>What may be said of checks and trials: <c>POST /api/v1/checks</c>, <c>/checks/undo</c>, <c>/trials</c>, <c>/trials/{trial}</c>.</summary>
internal static class CheckChangeEndpoints
{
    private const string Once = "Kept with who said it and when. `action` is a name of your own: sent twice, it is said once, and the answer is the same.";

    public static void Map(RouteGroupBuilder api)
    {
        Post<NewCheckShape>(api.MapPost("/checks", MakeAsync), Right.Act, "MakeCheck", "A sorting check of a bin was made").Produces<SortingCheckShape>();
        Post<CheckUndoShape>(api.MapPost("/checks/undo", UndoAsync), Right.Act, "UndoCheck", "A check is taken back, and its photo deleted").Produces<SortingCheckShape>();
        Post<NewTrialShape>(api.MapPost("/trials", MakeTrialAsync), Right.Study, "MakeTrial", "A trial is written down: what was changed, where and when").Produces<TrialResultShape>();
        Post<TrialChangeShape>(api.MapPost("/trials/{trial}", ChangeTrialAsync), Right.Study, "ChangeTrial", "A trial ended, or was written down by mistake").Produces<TrialResultShape>();
    }

    private static RouteHandlerBuilder Post<TBody>(RouteHandlerBuilder endpoint, Right right, string name, string summary)
        where TBody : notnull => endpoint
        .Needing(right)
        .WithName(name)
        .WithTags("Checks")
        .WithSummary(summary)
        .WithDescription(Once)
        .WithParameters()
        .Accepts<TBody>("application/json")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status409Conflict)
        .ProducesFault(StatusCodes.Status415UnsupportedMediaType)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<SortingCheckShape>> MakeAsync(HttpContext context, CheckDesk desk, PhotoFolder photos)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.NewCheckShape);
        var check = desk.Make(Asker.Of(context, shape.Who), shape);
        return TypedResults.Ok(SortingCheckShape.From(check, named: true, photos.Has(check.Action)));
    }

    private static async Task<Ok<SortingCheckShape>> UndoAsync(HttpContext context, CheckDesk desk)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.CheckUndoShape);
        return TypedResults.Ok(SortingCheckShape.From(desk.Undo(Asker.Of(context, shape.Who), shape), named: true, photo: false));
    }

    private static async Task<Ok<TrialResultShape>> MakeTrialAsync(HttpContext context, TrialDesk desk)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.NewTrialShape);
        return Told(desk, desk.Make(Asker.Of(context, shape.Who), shape).Action);
    }

    private static async Task<Ok<TrialResultShape>> ChangeTrialAsync(HttpContext context, TrialDesk desk, string trial)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.TrialChangeShape);
        return Told(desk, desk.Change(Asker.Of(context, shape.Who), trial, shape).Action);
    }

    private static Ok<TrialResultShape> Told(TrialDesk desk, string name)
    {
        var (trial, result) = desk.Result(name);
        return TypedResults.Ok(TrialResultShape.From(trial, result, named: true));
    }
}
