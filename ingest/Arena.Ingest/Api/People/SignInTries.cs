using System.Collections.Concurrent;
using System.Globalization;

namespace Arena.Ingest.Api.People;

/// <summary>Bounds how often someone may fail to sign in: ten times at once for each client, then once in six seconds. Who succeeds is not counted.</summary>
/// <remarks>
/// A client is an address, and behind a proxy the address that the proxy names last. Someone who makes up names in front of a direct connection meets the bound of
/// the address itself, sixty at once. Links can't be guessed and PINs have pauses of their own: this only keeps noise away.
/// </remarks>
internal sealed class SignInTries(TimeProvider time)
{
    /// <summary>Most clients remembered; when there are more, those who could fail again anyway are forgotten, then all.</summary>
    private const int Most = 4_096;

    private const int PerClient = 10;
    private const int PerAddress = 60;

    private static readonly TimeSpan ClientPace = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan AddressPace = TimeSpan.FromSeconds(1);

    // When the bucket is full again.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _full = new(StringComparer.Ordinal);

    /// <exception cref="ApiFault">429, with when to try again.</exception>
    public void Demand(HttpContext context)
    {
        var (address, client) = Names(context);
        var wait = Wait(address, PerAddress, AddressPace);
        if (Wait(client, PerClient, ClientPace) is var other && other > wait)
            wait = other;
        if (wait <= TimeSpan.Zero)
            return;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        throw new ApiFault(StatusCodes.Status429TooManyRequests, null, "Too many failed tries to sign in.", "Wait a little, then try again.");
    }

    /// <summary>Counts a failure.</summary>
    public void Failed(HttpContext context)
    {
        Forget();
        var (address, client) = Names(context);
        Count(address, AddressPace);
        Count(client, ClientPace);
    }

    private static (string Address, string Client) Names(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var named = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return (address, $"{address}>{named[..Math.Min(named.Length, 64)]}");
    }

    private TimeSpan Wait(string name, int most, TimeSpan pace) =>
        _full.TryGetValue(name, out var full) ? full - time.GetUtcNow() - (most - 1) * pace : TimeSpan.Zero;

    private void Count(string name, TimeSpan pace)
    {
        var now = time.GetUtcNow();
        _full.AddOrUpdate(name, _ => now + pace, (_, full) => (full > now ? full : now) + pace);
    }

    private void Forget()
    {
        if (_full.Count < Most)
            return;
        var now = time.GetUtcNow();
        foreach (var (name, full) in _full)
        {
            if (full <= now)
                _full.TryRemove(name, out _);
        }

        if (_full.Count >= Most)
            _full.Clear();
    }
}
