using Arena.Wire;

namespace Arena.Ingest.Api.Said;

/// <summary>When something was done that is said now: a phone without network says it later.</summary>
internal static class Happened
{
    /// <summary>A phone's clock may be ahead by so much.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>What is older is no longer taken: a match day is over by then.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromHours(24);

    /// <remarks>Ask the log first whether the action was said already: sent again a day later, it still was.</remarks>
    /// <param name="at">RFC 3339; null: now.</param>
    /// <param name="now">By ingest's clock.</param>
    /// <exception cref="ApiFault">It is no time, in the future, or too old.</exception>
    public static UnixTime At(string? at, UnixTime now)
    {
        if (at is null)
            return now;
        var time = QueryText.Time("at", at);
        if (time > now + Ahead)
            throw ApiFault.BadParameter("at", $"{time} is in the future: it is {now} here.", "Send when it was done, by the clock of this service (the t of /api/v1/summary).");
        if (time < now - Back)
            throw ApiFault.BadParameter("at", $"{time} is more than {Back.TotalHours} hours ago.", "What was done longer ago can't be said any more.");
        return time > now ? now : time;
    }
}
