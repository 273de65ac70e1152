namespace Arena.Ingest.Api.Live;

/// <summary>Bounds how many live streams there are at a time, and spreads when those come back who can't stay.</summary>
internal sealed class LiveSeats(ApiOptions options)
{
    /// <summary>The golden ratio's fraction: its multiples, without their whole parts, lie as evenly as can be however many there are.</summary>
    private const double Golden = 0.618033988749895;

    private static readonly TimeSpan SoonestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetrySpread = TimeSpan.FromSeconds(25);

    private int _taken;
    private uint _spread;

    /// <summary>Takes a seat until it is disposed.</summary>
    /// <exception cref="ApiFault">All are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= options.MostLiveClients)
            return new Seat(this);
        Interlocked.Decrement(ref _taken);
        throw new ApiFault(StatusCodes.Status503ServiceUnavailable, null, $"There are {options.MostLiveClients} live streams already.", "Try again after the seconds in Retry-After.")
        {
            // Those who are turned away together don't come back together.
            RetryAfter = Spread(SoonestRetry, RetrySpread),
        };
    }

    /// <summary>A time to come back, another one for each who asks, spread evenly.</summary>
    public TimeSpan Spread(TimeSpan soonest, TimeSpan spread) => soonest + spread * (Interlocked.Increment(ref _spread) * Golden % 1);

    private sealed class Seat(LiveSeats seats) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref seats._taken);
        }
    }
}
