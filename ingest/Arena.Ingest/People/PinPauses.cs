using System.Collections.Concurrent;

namespace Arena.Ingest.People;

/// <summary>
/// Slows down who guesses a PIN: after five wrong ones in a row this person's PIN rests on this phone for a minute, after each further one twice as long, a quarter
/// of an hour at most.
/// </summary>
/// <remarks>
/// For a person and a phone together, so nobody is locked out anywhere else, and nowhere for ever: 96 tries a day take 14 years for half of all PINs. Kept in memory: who can
/// start ingest anew needs no PIN. At most as many entries as there are phones times people.
/// </remarks>
internal sealed class PinPauses(TimeProvider time)
{
    private const int Free = 5;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Phone, string Person), Tries> _tries = new();

    /// <summary>Counts a try before it is judged, so that many at once are counted too. Null: go on; else how long to wait.</summary>
    public TimeSpan? Begin(string phone, string person)
    {
        var now = time.GetUtcNow();
        TimeSpan? wait = null;
        _tries.AddOrUpdate((phone, person), _ => Next(0, now), (_, before) =>
        {
            wait = now < before.NotBefore ? before.NotBefore - now : null;
            return wait is null ? Next(before.Wrong, now) : before;
        });
        return wait;
    }

    /// <summary>It was right: what was wrong before is forgotten.</summary>
    public void Right(string phone, string person) => _tries.TryRemove((phone, person), out _);

    /// <summary>Whether the try that was just counted began a pause.</summary>
    public bool Rests(string phone, string person) => _tries.TryGetValue((phone, person), out var tries) && tries.Wrong >= Free;

    private static Tries Next(int wrong, DateTimeOffset now)
    {
        wrong++;
        if (wrong < Free)
            return new Tries(wrong, now);
        var pause = First * Math.Pow(2, Math.Min(wrong - Free, 10));
        return new Tries(wrong, now + (pause < Longest ? pause : Longest));
    }

    private readonly record struct Tries(int Wrong, DateTimeOffset NotBefore);
}
