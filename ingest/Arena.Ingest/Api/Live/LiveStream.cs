using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Live;

/// <summary>One client's stream of server-sent events (WHATWG HTML, section 9.2).</summary>
/// <remarks>
/// <code>
/// snapshot ─► wait for a change ─► what is newer than the last number seen ─► write ─► pace ─► wait …
/// </code>
/// The stream holds one number and no queue. A client that reads slowly holds up its own writes, and gets, when it comes round, the newest value
/// of each series: what lay between is skipped. Raw samples are asked of /api/v1/samples.
/// </remarks>
internal sealed class LiveStream(
    LiveState live, NodeReports nodes, Overview overview, MatchClock matches, LiveChanges changes, ApiOptions options, TimeProvider time)
{
    private VenueFigures? _told;
    private MatchNow? _match;

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";

        var seen = changes.Count;
        await SnapshotAsync(response, seen, cancellationToken);
        var written = time.GetTimestamp();
        while (true)
        {
            var next = changes.NextAnnouncement;
            var newest = changes.Count;
            var any = await NewsAsync(response, seen, newest, cancellationToken);
            seen = newest;
            if (any)
            {
                written = time.GetTimestamp();
                await Task.Delay(options.LivePace, time, cancellationToken);
                continue;
            }

            var silence = options.Heartbeat - time.GetElapsedTime(written);
            if (silence <= TimeSpan.Zero)
            {
                await response.WriteAsync(": heartbeat\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                written = time.GetTimestamp();
                silence = options.Heartbeat;
            }

            await WaitAsync(next, silence, cancellationToken);
        }
    }

    private async Task SnapshotAsync(HttpResponse response, long seen, CancellationToken cancellationToken)
    {
        _told = overview.Now();
        _match = matches.Now();
        var snapshot = new SnapshotShape(
            [.. live.ChangedSince(0).Select(LiveSampleShape.From)], [.. nodes.All().Select(NodeShape.From)], SummaryShape.From(_told), MatchNowShape.From(_match));
        await EventAsync(response, "snapshot", seen, snapshot, ApiJson.Web.SnapshotShape, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private async Task<bool> NewsAsync(HttpResponse response, long seen, long newest, CancellationToken cancellationToken)
    {
        var any = false;
        if (live.ChangedSince(seen) is { Count: > 0 } samples)
        {
            await EventAsync(response, "samples", newest, LiveSamplesShape.From(samples), ApiJson.Web.LiveSamplesShape, cancellationToken);
            any = true;
        }

        foreach (var node in nodes.ChangedSince(seen))
        {
            await EventAsync(response, "node", newest, NodeShape.From(node), ApiJson.Web.NodeShape, cancellationToken);
            any = true;
        }

        var figures = overview.Now();
        if (_told! with { Time = figures.Time } != figures)
        {
            _told = figures;
            await EventAsync(response, "summary", newest, SummaryShape.From(figures), ApiJson.Web.SummaryShape, cancellationToken);
            any = true;
        }

        if (matches.Now() is var match && !ReferenceEquals(match, _match))
        {
            _match = match;
            await EventAsync(response, "match", newest, MatchNowShape.From(match), ApiJson.Web.MatchNowShape, cancellationToken);
            any = true;
        }

        if (any)
            await response.Body.FlushAsync(cancellationToken);
        return any;
    }

    private static async Task EventAsync<T>(
        HttpResponse response, string name, long id, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {name}\nid: {id}\ndata: ", cancellationToken);
        await JsonSerializer.SerializeAsync(response.Body, data, type, cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }

    private async Task WaitAsync(Task next, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var silence = Task.Delay(longest, time, soon.Token);
        await Task.WhenAny(next, silence);
        await soon.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
