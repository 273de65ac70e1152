using Arena.Ingest.Figures;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

/// <summary>What was observed while the store of figures is away.</summary>
public sealed class FigureWriterTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-writer-").FullName;
    private readonly AwayStore _store = new();
    private ArenaFile _file = null!;
    private HeldFigures _held = null!;
    private FigureWriter _writer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new ArenaFile(new ArenaFileOptions { Directory = _folder }, NullLogger<ArenaFile>.Instance);
        _held = new HeldFigures(_file, most: 10);
        var due = new DueFigures(_file, null);
        var total = new StoredTotal(_file);
        foreach (var part in (IFilePart[])[_held, due, total])
            _file.Add(part);
        await _file.OpenAsync(Cancellation);
        _writer = new FigureWriter(new FigureStorage(_store, due, _held, total), NullLogger<FigureWriter>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_held_on_disk_and_written_when_the_store_is_back()
    {
        _store.IsAway = true;
        await _writer.WriteAsync([Heartbeat(0), Heartbeat(1)], Cancellation);
        await _writer.WriteAsync([Heartbeat(2) with { Text = null }], Cancellation);
        Assert.Equal(3, _held.Count);

        await DisposeFileAsync();
        _store.IsAway = false;
        await _writer.WriteAsync([Heartbeat(3)], Cancellation);

        Assert.Equal([3, 0, 1, 2], _store.Written.Select(figure => (int)(figure.Time - Outbox.Noon).TotalMinutes));
        Assert.Equal(0, _held.Count);
        Assert.Empty(_held.Page(10).Figures);
    }

    [Fact]
    public async Task When_there_is_no_room_the_oldest_go()
    {
        _store.IsAway = true;
        for (var minute = 0; minute < 13; minute++)
            await _writer.WriteAsync([Heartbeat(minute)], Cancellation);

        Assert.Equal(10, _held.Count);
        Assert.Equal(Heartbeat(3), _held.Page(10).Figures[0]);
    }

    private static Figure Heartbeat(int minute) => new(new FigureName(FigureFields.Heartbeat, Observations.Ingest), Outbox.Noon + TimeSpan.FromMinutes(minute), 1);

    // As after a kill: what is held is read from the file again.
    private async Task DisposeFileAsync()
    {
        await _file.DisposeAsync();
        await InitializeAsync();
        Assert.Equal(3, _held.Count);
    }

    private sealed class AwayStore : IFigureStore
    {
        public bool IsAway { get; set; }

        public List<Figure> Written { get; } = [];

        public ValueTask WriteAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new StoreUnavailableException("away, as a test");
            Written.AddRange(figures);
            return default;
        }

        public IAsyncEnumerable<Figure> ReadAsync(FigureName name, UnixTime from, UnixTime to, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
