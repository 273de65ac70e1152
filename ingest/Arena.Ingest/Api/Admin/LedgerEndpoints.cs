using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Ledger;

namespace Arena.Ingest.Api.Admin;

/// <summary><c>GET /admin/v1/ledger</c> shows it; <c>POST /admin/v1/ledger/generation</c> begins a new generation.</summary>
internal static class LedgerEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/ledger", (ILedger ledger) => TypedResults.Json(LedgerShape.From(ledger), AdminJson.Web.LedgerShape));
        admin.MapPost("/ledger/generation", RenewAsync);
    }

    private static async Task<IResult> RenewAsync(ILedger ledger, GenerationWatch generations, CancellationToken cancellationToken)
    {
        var before = ledger.Generation;
        var after = await ledger.RenewAsync("asked for with arena-ingest ledger renew", generations.YieldsTo ?? 0, cancellationToken);
        return TypedResults.Json(new RenewedShape(before, after, generations.YieldsTo is not null), AdminJson.Web.RenewedShape);
    }
}
