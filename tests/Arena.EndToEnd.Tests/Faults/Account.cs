using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>What became of the samples of a run, counted one by one by series, time and bits.</summary>
/// <param name="Sealed">Samples in the outboxes.</param>
/// <param name="Stored">Samples the API returned.</param>
/// <param name="Missing">Sealed and not stored, or stored with other bits.</param>
/// <param name="Conflicting">Of the missing, those for whose series and time another value is stored: the first one stays.</param>
/// <param name="Doubled">Returned more than once for one series and time.</param>
/// <param name="Foreign">Stored and never sealed.</param>
/// <param name="Quarantined">Entries in the quarantine.</param>
internal sealed record Account(int Sealed, int Stored, int Missing, int Conflicting, int Doubled, int Foreign, long Quarantined)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    /// <summary>Ends the edge in order, hands over what it keeps within a bound (I5), and takes the account.</summary>
    public static async Task<Account> CloseAsync(RunningArena arena, TimeSpan? bound = null)
    {
        if (arena.Edge is { HasExited: false } edge)
            Assert.Equal(0, await edge.TerminateAsync());
        await arena.HandOverAsync(bound ?? Bound);
        return await TakeAsync(arena);
    }

    /// <summary>Compares what outboxes hold with what the API returns; the outboxes of further folders count as well.</summary>
    public static async Task<Account> TakeAsync(RunningArena arena, params string[] furtherOutboxes)
    {
        var samples = await arena.SealedAsync();
        foreach (var folder in furtherOutboxes)
            samples.UnionWith(await arena.SealedAsync(folder));
        var (from, to) = (Time(samples.Min(sample => sample.TimeUs)), Time(samples.Max(sample => sample.TimeUs)));
        var rows = await StoredSamples.ReadAsync(arena.Http, from.AddSeconds(-1), to.AddSeconds(1));
        var stored = rows.ToHashSet();
        var missing = samples.Where(sample => !stored.Contains(sample)).ToList();
        var identities = rows.Select(row => (row.Series, row.TimeUs)).ToHashSet();
        var quarantine = await arena.Http.GetFromJsonAsync<JsonElement>("api/v1/quarantine");
        return new Account(
            samples.Count,
            rows.Count,
            missing.Count,
            missing.Count(sample => identities.Contains((sample.Series, sample.TimeUs))),
            rows.Count - identities.Count,
            stored.Count(row => !samples.Contains(row)),
            quarantine.GetProperty("total").GetInt64());
    }

    /// <summary>I1 and I2 where nothing was thinned or refused: stored is what was sealed, each once, and it was worth counting.</summary>
    public void Holds(int atLeast)
    {
        Assert.Equal(this with { Missing = 0, Conflicting = 0, Doubled = 0, Foreign = 0, Quarantined = 0, Stored = Sealed }, this);
        Assert.True(Sealed >= atLeast, $"only {Sealed} samples were sealed");
    }

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * 10);
}
