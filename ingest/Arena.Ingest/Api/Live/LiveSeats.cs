
namespace Arena.Ingest.Api.Live;

/// <summary>Bounds how many live streams there are at a time.</summary>
internal sealed class LiveSeats(ApiOptions options)
{
    private int _taken;

    /// <summary>Takes a seat until it is disposed.</summary>
    /// <exception cref="ApiFault">All are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= options.MostLiveClients)
            return new Seat(this);
        Interlocked.Decrement(ref _taken);
        throw new ApiFault(
            StatusCodes.Status503ServiceUnavailable, null, $"There are {options.MostLiveClients} live streams already.", "Try again later.");
    }

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
