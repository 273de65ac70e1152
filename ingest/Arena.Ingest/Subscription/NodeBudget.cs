using Arena.Ingest.Decoding;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What one node may send: a token bucket of messages and one of bytes for each, and one of both for all strangers together, so that a node gone wild
/// costs itself its speed and nobody else's. One caller at a time.
/// </summary>
internal sealed class NodeBudget(VenueCatalogue catalogue, FlowLimits limits, TimeProvider time)
{
    private const string Strangers = "";

    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Whether a message of this size is taken; it is paid for then.</summary>
    public bool Takes(string? node, int bytes)
    {
        var name = node is not null && catalogue.HasNode(node) ? node : Strangers;
        var now = time.GetTimestamp();
        var bucket = _buckets.TryGetValue(name, out var known) ? Filled(known, time.GetElapsedTime(known.At, now).TotalSeconds) : Full;
        var takes = bucket is { Messages: >= 1, Bytes: > 0 };
        _buckets[name] = takes ? new Bucket(now, bucket.Messages - 1, bucket.Bytes - bytes) : bucket with { At = now };
        return takes;
    }

    private Bucket Full => new(0, limits.NodeMessagesAtOnce, limits.NodeBytesAtOnce);

    private Bucket Filled(in Bucket bucket, double seconds) => bucket with
    {
        Messages = Math.Min(limits.NodeMessagesAtOnce, bucket.Messages + (seconds * limits.NodeMessagesPerSecond)),
        Bytes = Math.Min(limits.NodeBytesAtOnce, bucket.Bytes + (seconds * limits.NodeBytesPerSecond)),
    };

    private readonly record struct Bucket(long At, double Messages, double Bytes);
}
