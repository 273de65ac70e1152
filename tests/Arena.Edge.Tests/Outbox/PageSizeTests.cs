using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Outboxes of older workers have pages of 4 KiB and keep them; a new one has 1 KiB.</summary>
public sealed class PageSizeTests : IDisposable
{
    private const int Batches = 40;
    private static readonly SeriesName Energy = new("incomer", Quantities.ActiveEnergyImport);

    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_outbox_has_small_pages()
    {
        _folder.OpenLog().Dispose();
        Assert.Equal(OutboxFile.PageBytes, PageBytesOf(_folder.File));
    }

    [Fact]
    public void An_older_workers_file_goes_on_with_its_pages_and_its_room_is_counted_in_them()
    {
        MadeByAnOlderWorker();
        using (var log = _folder.OpenLog())
        {
            Assert.Equal(Batches, log.Highest);
            Assert.Equal(Batches + 1, log.Seal([SampleOf(Batches + 1)], []).Sequence);
        }

        Assert.Equal(OutboxFile.FormerPageBytes, PageBytesOf(_folder.File));
        using var storage = OutboxFile.Open(_folder.Path, new OutboxOptions(), TimeProvider.System, NullLogger.Instance);
        Assert.Equal(new FileInfo(_folder.File).Length, storage.Space().File);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_older_workers_file_with_a_damaged_page_is_salvaged(int page)
    {
        MadeByAnOlderWorker();
        var book = SampleBook.Of(_folder.File);
        var bytes = File.ReadAllBytes(_folder.File);
        bytes.AsSpan(page * OutboxFile.FormerPageBytes, OutboxFile.FormerPageBytes).Fill(0xA5);
        File.WriteAllBytes(_folder.File, bytes);
        using (var outbox = _folder.Open()) Assert.Equal(Batches, outbox.RegisterOf(Energy));
        Assert.Equal(0, book.AccountFor(_folder.File));
        Assert.Equal(OutboxFile.PageBytes, PageBytesOf(_folder.File));
    }

    private void MadeByAnOlderWorker()
    {
        using var older = new OldWorker(_folder.File);
        for (var batch = 1; batch <= Batches; batch++) older.Seal([SampleOf(batch)]);
    }

    private static Sample SampleOf(int batch) => new(Energy, Some.Time + TimeSpan.FromSeconds(batch), batch);

    private static long PageBytesOf(string file)
    {
        using var connection = OutboxFile.OpenToRead(file);
        return connection.Number("PRAGMA page_size");
    }
}
