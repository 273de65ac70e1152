using System.IO.Compression;
using System.Text;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Insight;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>What all clients of the live view share, and what one that stands still is told in the end.</summary>
public sealed class LiveFramesTests
{
    private static readonly int[] All = [0];

    private readonly LiveChanges _changes = new();
    private readonly CountedSection _section;
    private readonly LiveFrames _frames;

    public LiveFramesTests()
    {
        _section = new CountedSection(_changes);
        _frames = new LiveFrames([_section], _changes, TimeProvider.System);
    }

    [Fact]
    public void A_step_is_made_once_for_any_number_of_clients()
    {
        Say(1);
        Say(2);
        var told = Enumerable.Range(0, 200).Select(_ => _frames.Since(1)).Distinct().ToList();
        Assert.Equal("event: counted\ndata: 2\n\nid: RUN-2\n\n", Text(Assert.Single(told)!));
        // Once for each of the two steps.
        Assert.Equal(2, _section.Written);
    }

    [Fact]
    public void All_who_fell_behind_at_the_same_place_share_what_brings_them_up()
    {
        for (var value = 1; value <= 10; value++)
            Say(value);
        var before = _section.Written;
        Assert.Same(_frames.Since(3), _frames.Since(3));
        Assert.Equal("event: counted\ndata: 10\n\nid: RUN-10\n\n", Text(_frames.Since(3)!));
        Assert.Equal(before + 1, _section.Written);
    }

    [Fact]
    public void Who_has_seen_everything_is_told_nothing()
    {
        Say(1);
        Assert.Null(_frames.Since(1));
        Assert.False(_frames.Step());
    }

    [Fact]
    public void However_many_fall_behind_at_different_places_no_more_than_32_ways_up_are_kept_and_the_rest_begin_anew()
    {
        for (var value = 1; value <= 100; value++)
            Say(value);
        var before = _section.Written;
        var told = Enumerable.Range(1, 90).Select(seen => _frames.Since(seen)!).ToList();
        Assert.Equal(before + 32, _section.Written);
        Assert.All(told[32..], frame => Assert.Same(_frames.Snapshot(), frame));
        Assert.All(told, frame => Assert.Equal(100, frame.To));
    }

    [Fact]
    public void A_snapshot_is_one_event_with_a_field_for_each_section()
    {
        Say(7);
        var text = Text(_frames.Snapshot());
        Assert.Matches("""^event: snapshot\ndata: \{"t":"[0-9T:.-]+Z","counted":7\}\nid: RUN-1\n\n$""", text);
        Assert.Same(_frames.Snapshot(), _frames.Snapshot());
    }

    [Fact]
    public void Pieces_packed_apart_unpack_in_any_order_and_as_often_as_they_are_sent()
    {
        byte[][] plain = [.. Enumerable.Range(1, 40).Select(i => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{{\"kärl\":{i}}}", i * i))))];
        byte[][] pieces = [.. plain.Select((bytes, i) => i % 3 == 0 ? GzipPieces.Store(bytes) : GzipPieces.Pack(bytes))];
        int[] order = [.. Enumerable.Range(0, 200).Select(i => i * i % 37)];
        using var packed = new MemoryStream([.. GzipPieces.Head, .. order.SelectMany(i => pieces[i])]);
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        foreach (var i in order)
        {
            var piece = new byte[plain[i].Length];
            unpacked.ReadExactly(piece);
            Assert.Equal(plain[i], piece);
        }
    }

    [Fact]
    public async Task A_client_that_stands_still_gets_the_newest_when_it_goes_on_and_nothing_was_kept_for_it()
    {
        Say(1);
        using var feed = new LiveFeed(_frames, _changes, new ApiOptions(), TimeProvider.System, NullLogger<LiveFeed>.Instance);
        await using var line = new HeldLine();
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(line));
        using var end = new CancellationTokenSource();
        var stream = new LiveStream(_frames, feed, All, packed: false, TimeProvider.System).WriteAsync(context.Response, null, TimeSpan.FromSeconds(2), end.Token);
        await line.Held.WithinAsync();

        for (var value = 2; value <= 1_000; value++)
            Say(value);
        var before = _section.Written;
        line.Go();
        await line.UntilAsync("data: 1000\n").WithinAsync();
        Assert.Equal(2, line.Text.Split("event: ")[2..].Length);
        Assert.Equal(before + 1, _section.Written);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream);
    }

    private void Say(int value)
    {
        _section.Say(value);
        Assert.True(_frames.Step());
    }

    private string Text(LiveFrame frame)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        frame.Write(written, All, packed: false);
        return Encoding.UTF8.GetString(written.WrittenSpan).Replace(_frames.Run, "RUN", StringComparison.Ordinal);
    }

    /// <summary>A line whose first write hangs until it is let go.</summary>
    private sealed class HeldLine : MemoryStream
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? _awaited;

        public Task Held => _held.Task;

        public string Text
        {
            get
            {
                lock (_gate)
                    return _text.ToString();
            }
        }

        public void Go() => _go.TrySetResult();

        public Task UntilAsync(string text)
        {
            lock (_gate)
            {
                _awaited = text;
                if (_text.ToString().Contains(text, StringComparison.Ordinal)) _said.TrySetResult();
            }

            return _said.Task;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _held.TrySetResult();
            await _go.Task.WaitAsync(cancellationToken);
            lock (_gate)
            {
                _text.Append(Encoding.UTF8.GetString(buffer.Span));
                if (_awaited is { } text && _text.ToString().Contains(text, StringComparison.Ordinal)) _said.TrySetResult();
            }
        }
    }
}
