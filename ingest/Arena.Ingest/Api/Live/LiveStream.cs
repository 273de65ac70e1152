using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Arena.Ingest.Api.Live;

/// <summary>One client's stream of server-sent events (WHATWG HTML, section 9.2).</summary>
/// <param name="frames">What all are sent.</param>
/// <param name="feed">Wakes the stream.</param>
/// <param name="sections">Which parts of the frames it is sent.</param>
/// <param name="packed">Whether it is sent packed with gzip.</param>
/// <param name="time">The clock that a client is told: its own may be wrong.</param>
/// <remarks>
/// <code>
/// retry, hello ─► snapshot, or what is newer than its Last-Event-ID ─► wait for a step ─► write ─► wait …
/// </code>
/// The stream holds one number and no queue. A client that reads slowly holds up its own writes, and gets, when it comes round, the newest value
/// of each series: what lay between is skipped. One that reads nothing at all is cut off by Kestrel. Raw samples are asked of /api/v1/samples.
/// </remarks>
internal sealed class LiveStream(LiveFrames frames, LiveFeed feed, IReadOnlyList<int> sections, bool packed, TimeProvider time)
{
    /// <summary>Beats without a word after which a sign of life is due.</summary>
    private const int Patience = 2;

    private long _beat;

    /// <summary>Sends until the client goes or is cut off.</summary>
    /// <param name="response">Not begun.</param>
    /// <param name="resumed">The change it has seen already, or null for a new client.</param>
    /// <param name="retry">How long it is to wait before it comes again when the line breaks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(HttpResponse response, long? resumed, TimeSpan retry, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers["X-Accel-Buffering"] = "no";
        if (packed)
            response.Headers.ContentEncoding = "gzip";

        using var watch = feed.Watch();
        var writer = response.BodyWriter;
        var first = resumed is { } number ? frames.Since(number) : frames.Snapshot();
        var seen = first?.To ?? resumed!.Value;
        if (packed)
            writer.Write(GzipPieces.Head);
        Own(writer, string.Create(
            CultureInfo.InvariantCulture,
            $"retry: {(long)retry.TotalMilliseconds}\nevent: hello\ndata: {{\"t\":\"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"run\":\"{frames.Run}\",\"resumed\":{(first is { From: < 0 } ? "false" : "true")}}}\n\n"));
        first?.Write(writer, sections, packed);
        _beat = feed.Beats;
        await writer.FlushAsync(cancellationToken);

        while (true)
        {
            var next = feed.Next;
            if (Write(writer, ref seen))
            {
                _beat = feed.Beats;
                await writer.FlushAsync(cancellationToken);
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private bool Write(PipeWriter writer, ref long seen)
    {
        if (frames.Since(seen) is { } frame)
        {
            seen = frame.To;
            if (frame.Write(writer, sections, packed))
                return true;
        }

        if (feed.Beats - _beat < Patience)
            return false;
        Own(writer, ": heartbeat\n\n");
        return true;
    }

    private void Own(PipeWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(packed ? GzipPieces.Store(bytes) : bytes);
    }
}
