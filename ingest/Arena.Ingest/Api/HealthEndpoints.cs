using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Subscription;
using Arena.Mqtt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary><c>GET /healthz</c>: the process answers. <c>GET /readyz</c>: it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", GetHealth)
            .WithName("GetHealth")
            .WithTags("Health")
            .WithSummary("Whether the process lives")
            .WithMetadata(new RateLimit.Unlimited());
        app.MapGet("/readyz", GetReadiness)
            .WithName("GetReadiness")
            .WithTags("Health")
            .WithSummary("Whether it can do its work, check by check")
            .WithMetadata(new RateLimit.Unlimited())
            .Produces<HealthShape>()
            .Produces<HealthShape>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<AliveShape> GetHealth() => TypedResults.Ok(new AliveShape("alive"));

    private static JsonHttpResult<HealthShape> GetReadiness(IMqttLink link, StoreHealth store, GenerationWatch generations)
    {
        var status = link.Status;
        var mqtt = status.Online ? null : status.Reason ?? "not connected";
        if (store.Opened && generations.YieldsTo is { } other)
            mqtt = $"left the broker to a newer ledger, generation {other}";
        var health = new HealthShape(
            status.Online && store.Fault is null,
            [new CheckShape("mqtt", status.Online, mqtt), new CheckShape("store", store.Fault is null, store.Fault)]);
        return TypedResults.Json(health, ApiJson.Web.HealthShape, statusCode: health.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
