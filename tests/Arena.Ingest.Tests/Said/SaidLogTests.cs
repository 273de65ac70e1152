using Arena.Ingest.Api;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Matches;
using Arena.Ingest.Tests.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Arena.Ingest.Tests.Said;

/// <summary>The log of what was said, over a real file.</summary>
public sealed class SaidLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-said-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_said_is_found_by_its_subject_and_its_action_also_by_the_next_process()
    {
        using (var log = new MatchLog(_folder))
        {
            Assert.False(log.Has("a1"));
            log.Add("Kim", Outbox.Noon, [("one", new MatchSaid { Attendance = 1, Action = "a1" }), ("two", new MatchSaid { Attendance = 2 })]);
            log.Add("Alex", Outbox.Noon, [("one", new MatchSaid { Attendance = 3, Action = "a2" })]);
            Assert.Equal([1, 3], log.Of("one").Select(said => said.Said.Attendance));
        }

        using var next = new MatchLog(_folder);
        Assert.True(next.Has("a1") && next.Has("a2"));
        Assert.Equal(["Kim", "Alex"], next.Of("one").Select(said => said.Who));
        Assert.Empty(next.Of("three"));
        Assert.Equal(3, next.All().Count);
    }

    [Fact]
    public void A_file_from_when_there_were_only_matches_is_read_and_written_on()
    {
        using (var file = new SqliteConnection($"Data Source={Path.Combine(_folder, "matches.db")};Pooling=False"))
        {
            file.Open();
            using var make = file.CreateCommand();
            make.CommandText = """
                CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, at_us INTEGER NOT NULL, who TEXT NOT NULL, match TEXT NOT NULL, said TEXT NOT NULL);
                INSERT INTO event (at_us, who, match, said) VALUES (1, 'Kim', 'one', '{"attendance":7}')
                """;
            make.ExecuteNonQuery();
        }

        using var log = new MatchLog(_folder);
        log.Add("Alex", Outbox.Noon, [("one", new MatchSaid { Attendance = 8 })]);
        Assert.Equal([7, 8], log.Of("one").Select(said => said.Said.Attendance));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-3600, -3600)]
    [InlineData(119, 0)]
    public void What_was_done_is_dated_by_who_did_it_and_never_in_the_future(int? said, int taken) =>
        Assert.Equal(Outbox.Noon + TimeSpan.FromSeconds(taken), Happened.At(said is { } seconds ? (Outbox.Noon + TimeSpan.FromSeconds(seconds)).ToString() : null, Outbox.Noon));

    [Theory]
    [InlineData(121)]
    [InlineData(-86_401)]
    public void What_can_not_have_been_then_is_refused(int seconds) =>
        Assert.Throws<ApiFault>(() => Happened.At((Outbox.Noon + TimeSpan.FromSeconds(seconds)).ToString(), Outbox.Noon));
}
