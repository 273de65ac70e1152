using Arena.Ingest.Insight.Accounts;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Insight;

public sealed class PresenceTests
{
    private static readonly Interval Hour = new(At(0), At(60));

    [Fact]
    public void Nothing_is_expected_of_a_series_before_it_is_due_to_begin()
    {
        var presence = new Presence(Ground.Catalogue.Find(Ground.Power)!, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), [At(50), At(51)], [6, 6]);

        var counts = presence.Within(Hour, Hour);
        Assert.Equal((360, 12), (counts.Expected, counts.Stored));
        Assert.Equal([new Interval(At(0), At(50)), new Interval(At(52), At(60))], presence.Silences(Hour));

        var later = presence with { Since = At(50) };
        Assert.Equal(60, later.Within(Hour, Hour).Expected);
        Assert.Equal([new Interval(At(52), At(60))], later.Silences(Hour));

        var never = presence with { Begins = [], Samples = [], Since = UnixTime.Max };
        Assert.Equal(0, never.Within(Hour, Hour).Expected);
        Assert.Empty(never.Silences(Hour));
    }

    private static UnixTime At(int minute) => UnixTime.FromMilliseconds(1_795_320_000_000) + TimeSpan.FromMinutes(minute);
}
