namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Bounds how many exports there are at a time: each reads every series, and the readings that come go first.</summary>
internal sealed class ExportSeats
{
    private const int Most = 2;
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    private int _taken;

    /// <summary>Takes a seat until it is disposed.</summary>
    /// <exception cref="ApiFault">All are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= Most)
            return new Seat(this);
        Interlocked.Decrement(ref _taken);
        throw new ApiFault(StatusCodes.Status503ServiceUnavailable, null, $"There are {Most} exports under way already.", "Try again after the seconds in Retry-After.") { RetryAfter = Later };
    }

    private sealed class Seat(ExportSeats seats) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref seats._taken);
        }
    }
}
