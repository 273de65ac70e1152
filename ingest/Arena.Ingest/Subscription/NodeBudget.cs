using Arena.Ingest.Decoding;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What one node may send: a token bucket of messages and one of bytes for each, and one of both for all strangers together, so that a node gone wild
/// costs itself its speed and nobody else's. One caller at a time.
/// </summary>
internal sealed class NodeBudget
{
    private readonly FlowLimits _limits;
    private readonly TimeProvider _time;

    // By the node's number, and the last one is the strangers'.
    private readonly Bucket[] _buckets;

    public NodeBudget(VenueCatalogue catalogue, FlowLimits limits, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _buckets = new Bucket[catalogue.NodeCount + 1];
        Array.Fill(_buckets, new Bucket { At = time.GetTimestamp(), Messages = limits.NodeMessagesAtOnce, Bytes = limits.NodeBytesAtOnce });
    }

    /// <summary>Whether a message is taken; it is paid for then.</summary>
    /// <param name="node">Number of the node in the catalogue, −1 for a stranger.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="now">Timestamp of the clock; many messages may share one.</param>
    public bool Takes(int node, int bytes, long now)
    {
        ref var bucket = ref _buckets[node < 0 ? ^1 : node];
        if (now != bucket.At)
            Fill(ref bucket, now);
        if (bucket.Messages < 1 || bucket.Bytes <= 0)
            return false;
        bucket.Messages--;
        bucket.Bytes -= bytes;
        return true;
    }

    private void Fill(ref Bucket bucket, long now)
    {
        var seconds = _time.GetElapsedTime(bucket.At, now).TotalSeconds;
        bucket.Messages = Math.Min(_limits.NodeMessagesAtOnce, bucket.Messages + (seconds * _limits.NodeMessagesPerSecond));
        bucket.Bytes = Math.Min(_limits.NodeBytesAtOnce, bucket.Bytes + (seconds * _limits.NodeBytesPerSecond));
        bucket.At = now;
    }

    private struct Bucket
    {
        public long At;
        public double Messages;
        public double Bytes;
    }
}
