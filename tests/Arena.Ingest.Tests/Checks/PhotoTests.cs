using System.Text;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.People;
using Arena.Wire;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Ingest.Tests.Checks;

/// <summary>What is kept of a photo, and where.</summary>
public sealed class PhotoTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("arena-photos-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Nothing_is_left_of_a_JPEG_but_the_picture_and_its_colours()
    {
        Assert.Contains(Photos.Place, Encoding.Latin1.GetString(Photos.WithPlace), StringComparison.Ordinal);

        var photo = PhotoBytes.Of(Photos.WithPlace);

        Assert.Equal(PhotoKind.Jpeg, photo.Kind);
        Assert.Equal(Photos.Bare, photo.Bytes);
    }

    [Fact]
    public void Nothing_is_left_of_a_WebP_but_the_picture()
    {
        var photo = PhotoBytes.Of(Photos.Webp(withPlace: true));

        Assert.Equal(PhotoKind.Webp, photo.Kind);
        Assert.Equal(Photos.Webp(), photo.Bytes);
    }

    [Fact]
    public void A_photo_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Photos.Bare.Length; length++)
            Assert.Throws<PhotoRefusedException>(() => PhotoBytes.Of(Photos.Bare.AsSpan(0, length)));
        var webp = Photos.Webp();
        for (var length = 0; length < webp.Length - 1; length++)
            Assert.Throws<PhotoRefusedException>(() => PhotoBytes.Of(webp.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("%PDF-1.7")]
    [InlineData("RIFF....WAVEfmt ")]
    public void What_is_no_photo_by_its_first_bytes_is_refused(string text) =>
        Assert.Throws<PhotoRefusedException>(() => PhotoBytes.Of(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_film_is_refused_and_so_is_a_picture_of_too_many_pixels()
    {
        Assert.Contains("moves", Assert.Throws<PhotoRefusedException>(() => PhotoBytes.Of(Photos.Webp(moves: true))).Message, StringComparison.Ordinal);
        var wide = Photos.Bare.ToArray();
        wide[Photos.Bare.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 7] = 0x20;
        Assert.Contains("× 600", Assert.Throws<PhotoRefusedException>(() => PhotoBytes.Of(wide)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_photo_is_there_after_a_restart_and_only_its_owner_can_read_it()
    {
        var action = Some.Action();
        Folder().Keep(action, PhotoBytes.Of(Photos.Bare));

        var folder = Folder();
        Assert.Equal(Photos.Bare, folder.Find(action)!.Bytes);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_data, "check-photos")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));

        folder.Delete(action);
        Assert.Null(folder.Find(action));
        Assert.Empty(Directory.GetFiles(Path.Combine(_data, "check-photos")));
    }

    [Fact]
    public async Task A_photo_whose_time_is_over_is_deleted_and_told_and_its_check_stays()
    {
        using var log = new LoggedLines();
        using var checks = new CheckLog(_data);
        var (book, clock) = (new CheckBook(checks), new ManualTime(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)));
        var (old, young) = (Some.Action(), Some.Action());
        Said(book, old, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromDays(20));
        Said(book, young, clock.GetUtcNow());
        var (folder, bounds) = (Folder(clock), new PhotoBounds { Keep = TimeSpan.FromDays(30) });
        foreach (var action in (string[])[old, young])
            folder.Keep(action, PhotoBytes.Of(Photos.Bare));

        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var health = new StoreHealth(loggers.CreateLogger<StoreHealth>());
        health.Works();
        using var retention = new PhotoRetention(book, folder, bounds, health, clock, loggers.CreateLogger<PhotoRetention>());
        await retention.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, folder.All.Count);
        clock.Advance(TimeSpan.FromDays(11));
        await RunningIngest.UntilAsync(() => Task.FromResult(!folder.Has(old)), "the old photo is deleted");
        await RunningIngest.UntilAsync(() => Task.FromResult(log.Lines.Any(line => line.Contains(old, StringComparison.Ordinal))), "it is told");
        await retention.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(folder.Has(young));
        Assert.True(book.Check(old)!.Stands);
        Assert.Single(Directory.GetFiles(Path.Combine(_data, "check-photos")));
    }

    [Fact]
    public void A_photo_that_there_is_no_room_for_is_none_that_others_make_room_for()
    {
        var folder = new PhotoFolder(_data, new PhotoBounds { MostBytes = (2 * Photos.Bare.Length) - 1 }, TimeProvider.System);
        Assert.True(folder.HasRoom(Photos.Bare.Length));
        folder.Keep(Some.Action(), PhotoBytes.Of(Photos.Bare));
        Assert.False(folder.HasRoom(Photos.Bare.Length));
        Assert.Equal(Photos.Bare.Length, Folder().Bytes);
    }

    private PhotoFolder Folder(TimeProvider? time = null) => new(_data, new PhotoBounds(), time ?? TimeProvider.System);

    private static void Said(CheckBook book, string action, DateTimeOffset at) => book.Say(
        "Kim", UnixTime.From(at), action, () => ("bin-north-food", new CheckSaid { Action = action, At = at, Check = new CheckMade("north", "food", CheckWords.Estimated, null, [], null) }));

    [Fact]
    public void What_was_written_by_half_is_no_photo()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data, "check-photos")).FullName;
        File.WriteAllBytes(Path.Combine(folder, $"{Some.Action()}.jpg.half"), Photos.Bare);
        var photos = Folder();
        Assert.False(!photos.HasRoom(1));
        Assert.False(photos.Has(Path.GetFileNameWithoutExtension(Directory.GetFiles(folder)[0])));
    }
}
