using System.Net;
using System.Threading.RateLimiting;

namespace Arena.Ingest.Api.Guard;

/// <summary>A token bucket for each client address, wide enough for every board behind one router, narrow enough for a script gone wild.</summary>
internal static class RateLimit
{
    public static IServiceCollection AddRateLimit(this IServiceCollection services, ApiOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (IPAddress Client, bool Counted)>(context => Partition(context, options));
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await Problems.WriteAsync(
                rejected.HttpContext, StatusCodes.Status429TooManyRequests, null, "Too many requests from this address.",
                "Wait a second; for values as they come, use the stream /api/v1/live instead of asking again and again.");
        };
    });

    // A live stream is one request that stays; a health check must not fail because someone else asks too much.
    private static RateLimitPartition<(IPAddress Client, bool Counted)> Partition(HttpContext context, ApiOptions options)
    {
        var key = (context.Connection.RemoteIpAddress ?? IPAddress.None, Counted: context.GetEndpoint()?.Metadata.GetMetadata<Unlimited>() is null);
        return !key.Counted
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });
    }

    /// <summary>Marks an endpoint that is not counted.</summary>
    internal sealed class Unlimited;
}
