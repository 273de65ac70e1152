using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Api.Live.Sections;
using Arena.Ingest.Insight;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>The live view tells which build of the board there is.</summary>
public sealed class BoardSectionTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-board-").FullName;
    private readonly ManualTime _time = new();
    private readonly LiveChanges _changes = new();

    [Fact]
    public void A_board_that_was_replaced_is_told_within_ten_seconds_and_only_then()
    {
        Build("one");
        var section = Section(_folder);
        section.Refresh();
        Assert.Equal("""{"build":"one"}""", Whole(section));
        var seen = _changes.Count;
        Build("two");
        section.Refresh();
        Assert.Equal("", News(section, seen));
        _time.Advance(Every);
        section.Refresh();
        Assert.Equal("event: board\ndata: {\"build\":\"two\"}\n\n", News(section, seen));
        _time.Advance(Every);
        section.Refresh();
        Assert.Equal("", News(section, _changes.Count));
    }

    [Fact]
    public void A_page_without_a_name_has_no_build()
    {
        File.WriteAllText(Path.Combine(_folder, "index.html"), "<!doctype html><title>Arena</title>");
        var section = Section(_folder);
        section.Refresh();
        Assert.Equal("""{"build":null}""", Whole(section));
    }

    [Fact]
    public void Where_there_is_no_board_there_is_no_build()
    {
        foreach (var folder in (string?[])[null, Path.Combine(_folder, "nowhere")])
        {
            var section = Section(folder);
            section.Refresh();
            Assert.Equal("""{"build":null}""", Whole(section));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private BoardSection Section(string? folder) => new(new ApiOptions { Board = folder }, _changes, _time);

    // As the board's own build writes it.
    private void Build(string name) => File.WriteAllText(Path.Combine(_folder, "index.html"), $"<!doctype html><head><meta name=\"board\" content=\"{name}\"></head>");

    private static string Whole(BoardSection section)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            section.WriteWhole(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string News(BoardSection section, long seen)
    {
        using var events = new LiveEventWriter();
        section.WriteNews(seen, events);
        return events.Take() is { } told ? Encoding.UTF8.GetString(told.As(packed: false)) : "";
    }
}
