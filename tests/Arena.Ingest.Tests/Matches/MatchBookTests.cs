using Arena.Ingest.Matches;
using Arena.Ingest.Tests.Figures;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Matches;

/// <summary>The manifest's matches and what was said of them, over a real file.</summary>
public sealed class MatchBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-matches-").FullName;
    private MatchLog _log;
    private MatchBook _book;

    public MatchBookTests() => (_log, _book) = Open();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void As_long_as_nothing_is_said_the_manifest_holds_and_there_is_no_file()
    {
        var match = Assert.Single(_book.All);
        Assert.Equal((MatchGround.MatchName, "Degerfors IF", MatchGround.KickOff, 3200, "manifest"), (match.Name, match.Opponent, match.KickOff, match.Expected, match.Source));
        Assert.False(File.Exists(_log.FilePath));
    }

    [Fact]
    public void What_was_said_and_undone_is_there_after_a_restart_with_who_and_when()
    {
        Say("Kim", new MatchSaid { Attendance = 3_000 });
        Say("Alex", new MatchSaid { Attendance = 3_100 });
        Say("Alex", new MatchSaid { Undoes = 2 });
        Reopen();

        Assert.Equal(3_000, _book.Find(MatchGround.MatchName)!.SetAttendance);
        Assert.Equal([(1L, "Kim"), (2L, "Alex"), (3L, "Alex")], _book.History(MatchGround.MatchName).Select(said => (said.Id, said.Who)));
        Assert.Equal(Outbox.Noon, _book.History(MatchGround.MatchName)[0].At);
    }

    [Fact]
    public void What_is_refused_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => _book.Say("Kim", Outbox.Noon, _ => throw new InvalidOperationException("as a test")));
        Assert.Equal(0, _book.Version);
        Assert.False(File.Exists(_log.FilePath));
    }

    [Fact]
    public void A_match_that_left_the_manifest_is_spoken_of_no_more()
    {
        _book.Say("Kim", Outbox.Noon, _ => [("2020-01-01-nobody", new MatchSaid { Attendance = 7 })]);
        Reopen();
        Assert.Single(_book.All);
    }

    [Theory]
    [InlineData(-76, null, "over", MatchGround.MatchName)]
    [InlineData(-75, MatchGround.MatchName, "gates", null)]
    [InlineData(50, MatchGround.MatchName, "half-time", null)]
    [InlineData(240, null, "over", null)]
    public void The_clock_tells_the_match_that_is_on(int minute, string? name, string phase, string? next)
    {
        var now = new MatchClock(_book, new Edge.Tests.Time.ManualTime((MatchGround.KickOff + TimeSpan.FromMinutes(minute)).ToDateTimeOffset())).Now();
        Assert.Equal((name, phase, next), (now.Match?.Name, now.Phase.Name(), now.Next?.Name));
    }

    [Fact]
    public void The_clock_works_out_anew_when_a_phase_begins_or_something_is_said()
    {
        var time = new Edge.Tests.Time.ManualTime((MatchGround.KickOff + TimeSpan.FromMinutes(10)).ToDateTimeOffset());
        var clock = new MatchClock(_book, time);
        var first = clock.Now();
        time.Advance(TimeSpan.FromMinutes(36));
        Assert.Same(first, clock.Now());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MatchPhase.HalfTime, clock.Now().Phase);
        Say("Kim", new MatchSaid { Phase = "egress", PhaseAt = time.GetUtcNow() });
        Assert.Equal(MatchPhase.Egress, clock.Now().Phase);
    }

    [Theory]
    [InlineData("IFK Värnamo", "2026-11-22-ifk-varnamo")]
    [InlineData("Örebro SK", "2026-11-22-orebro-sk")]
    [InlineData("  1. FC / Köln  ", "2026-11-22-1-fc-koln")]
    [InlineData("東京", null)]
    public void A_match_is_named_after_its_day_and_opponent(string opponent, string? name) => Assert.Equal(name, MatchNames.Of(MatchGround.KickOff.ToDateTimeOffset(), opponent));

    [Fact]
    public void A_name_stays_a_slug_however_long_the_opponents_is() =>
        Assert.True(Slug.IsValid(MatchNames.Of(MatchGround.KickOff.ToDateTimeOffset(), string.Join(' ', Enumerable.Repeat("Föreningen", 20)))!));

    private void Say(string who, MatchSaid said) => _book.Say(who, Outbox.Noon, _ => [(MatchGround.MatchName, said)]);

    private void Reopen()
    {
        _log.Dispose();
        (_log, _book) = Open();
    }

    private (MatchLog, MatchBook) Open()
    {
        var log = new MatchLog(_folder);
        return (log, new MatchBook(MatchGround.Site, log));
    }
}
