using Arena.Ingest.Subscription;

namespace Arena.Ingest.Api;

/// <summary>Nothing of the store is asked before it was opened once.</summary>
internal static class OpenStore
{
    public static RouteGroupBuilder NeedingTheStore(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var health = context.HttpContext.RequestServices.GetRequiredService<StoreHealth>();
            return health.Opened
                ? await next(context)
                : throw new ApiFault(StatusCodes.Status503ServiceUnavailable, null, $"The store is not open: {health.Fault}.", "Try again; /readyz says when it is.");
        });
        return group;
    }
}
