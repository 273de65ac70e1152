using Arena.Ingest.Hashing;
using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Decoding;

/// <summary>
/// Turns a payload of a <c>data</c> topic into an admission: what of it is stored, what is quarantined and why. Pure but for the clock, and never
/// throws on any bytes. Not thread-safe. The admission's bytes are the payload's own: they are valid as long as the delivery is unsettled.
/// </summary>
/// <remarks>
/// <code>
/// payload ─ 1 contract (SenML, registry, epoch, seq) ─ 2 topic ─ 3 content type ─ 4 node ─ 5 points ─ 6 quantities, times, quota ─ admission
///               │                                        │            │             │         │            │
///               └─ batch or sample                       └─ batch ────┴─────────────┴─────────┘            └─ sample   quarantined
/// </code>
/// The contract comes first although its verdict is not the weightiest: the identity it reads lets a refused batch be acknowledged.
/// </remarks>
internal sealed class PayloadDecoder(VenueCatalogue catalogue, DecodingRules rules, SeriesQuota quota, AdmissionPool pool, TimeProvider time) : IDisposable
{
    private readonly BatchReader _reader = new(known: catalogue.Series.Select(series => series.Name));
    private readonly BatchReading _reading = new();
    private readonly TopicBook _topics = new(catalogue);
    private readonly PayloadHashes _hashes = new();

    /// <summary>Judges and hashes a payload.</summary>
    /// <param name="topic">Topic it came on.</param>
    /// <param name="contentType">Its MQTT 5 content type, or null where the publisher gave none.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="received">When it came, or null for now.</param>
    public Admission Decode(string topic, string? contentType, ReadOnlyMemory<byte> payload, UnixTime? received = null)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var admission = Add(_topics.Of(topic), contentType, payload, received ?? now, now);
        Finish();
        return admission;
    }

    /// <summary>Judges a payload. Its hash is known after <see cref="Finish"/> only: those of many are computed together.</summary>
    /// <param name="topic">Topic it came on.</param>
    /// <param name="contentType">Its MQTT 5 content type, or null where the publisher gave none.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="came">When it came.</param>
    /// <param name="now">Ingest's clock, near enough: many payloads are judged by one look at it.</param>
    public Admission Add(KnownTopic topic, string? contentType, ReadOnlyMemory<byte> payload, UnixTime came, UnixTime now)
    {
        var slot = pool.Rent();
        _reading.Into(slot.Samples, slot.Gaps);
        _reader.Read(payload.Span, _reading); // 1
        var whole = WholeFault(topic, contentType); // 2–4
        if (whole.Reason != Reason.None || !AreAllGood(topic, came, now))
            Sift(topic, payload, came, now, slot, whole); // 5, 6

        _hashes.Add(payload, slot.Hash);
        slot.Admission.Refill(topic.Name, topic.DataNode, topic.DataNode is { } node ? Identity(node, payload.Span) : null, came);
        return slot.Admission;
    }

    /// <summary>Completes all admissions since the last time.</summary>
    public void Finish() => _hashes.Finish();

    public void Dispose() => _hashes.Dispose();

    private BatchId? Identity(string node, ReadOnlySpan<byte> payload)
    {
        if (_reading.Epoch is { } epoch)
            return new BatchId(node, epoch, _reading.Sequence!.Value);
        return _reading.Fault != Reason.None && IdentityScan.TryFind(node, payload, out var id) ? id : null;
    }

    private (Reason Reason, string Detail) WholeFault(KnownTopic topic, string? contentType)
    {
        if (topic.DataNode is not { } node)
            return (Reason.TopicInvalid, $"not arena/v1/{catalogue.Manifest.Site}/{{node}}/data");
        if (!ContentTypes.IsAccepted(contentType))
            return (Reason.WrongContentType, $"content type \"{Excerpt(contentType!)}\"; send {ContentTypes.Senml}, or none");
        return topic.NodeNumber >= 0 ? (_reading.Fault, _reading.Detail) : (Reason.UnknownNode, $"node {node} is not in the manifest");
    }

    // What nearly every pack is: all of it as declared, in time, of series that have begun. Says nothing of what is wrong, and changes nothing.
    private bool AreAllGood(KnownTopic topic, UnixTime came, UnixTime now)
    {
        if (_reading.Rejected.Count > 0 || _reading.Gaps.Count > 0)
            return false;
        var (oldest, newest) = (now - rules.Retention, came + rules.MostAhead);
        foreach (ref readonly var sample in _reading.SampleSpan)
        {
            if (catalogue.Find(sample.Series) is not { } series || series.Node != topic.NodeNumber
                || sample.Time < oldest || sample.Time > newest || !quota.HasBegun(series))
                return false;
        }

        return true;
    }

    private void Sift(
        KnownTopic topic, ReadOnlyMemory<byte> payload, UnixTime came, UnixTime now, AdmissionSlot slot, (Reason Reason, string Detail) whole)
    {
        if (whole.Reason == Reason.None)
            whole = ForeignPoint(topic.DataNode!, slot.Samples);
        if (whole.Reason != Reason.None)
        {
            slot.Samples.Clear();
            slot.Gaps.Clear();
            slot.Quarantined.Add(new QuarantineEntry(null, whole.Reason, whole.Detail, payload));
            return;
        }

        foreach (var record in _reading.Rejected)
            slot.Quarantined.Add(new QuarantineEntry(record.Name, record.Reason, record.Detail, record.Text));
        slot.Samples.RemoveAll(sample =>
        {
            if (Judge(sample, came, now, out var detail) is not (var reason and not Reason.None))
                return false;
            slot.Quarantined.Add(QuarantineEntry.Of(sample, reason, detail));
            return true;
        });
        slot.Gaps.RemoveAll(gap =>
        {
            if (FaultOf(gap, topic.DataNode!) is not { } fault)
                return false;
            slot.Quarantined.Add(QuarantineEntry.Of(gap, _reading.Epoch, _reading.Sequence, fault));
            return true;
        });
    }

    // A node that names another's point is misconfigured or not who it says: none of its pack can be trusted.
    private (Reason Reason, string Detail) ForeignPoint(string node, List<Sample> samples)
    {
        foreach (var sample in samples)
        {
            if (catalogue.Find(sample.Series.Point) is { } found && found.Point.Node != node)
                return (Reason.ForeignPoint, $"point {found.Point.Name} belongs to node {found.Point.Node}, not to {node}");
        }

        return (Reason.None, "");
    }

    // Numbers are given out in order: a batch can't stand for itself or for what comes after it.
    private string? FaultOf(Gap gap, string node)
    {
        if (gap.Batches is { } batches && batches.Epoch == _reading.Epoch && batches.Last >= _reading.Sequence)
            return $"a gap up to number {batches.Last} can't be declared by number {_reading.Sequence} of the same epoch";
        if (gap.Point is { } name && name != node && catalogue.Find(name)?.Point.Node is var owner && owner != node)
            return owner is null ? $"point {name} is not in the manifest" : $"point {name} belongs to node {owner}, not to {node}";
        return null;
    }

    private Reason Judge(in Sample sample, UnixTime came, UnixTime now, out string detail)
    {
        detail = "";
        if (catalogue.Find(sample.Series.Point) is not { } point)
        {
            detail = $"point {sample.Series.Point} is not in the manifest";
            return Reason.UnknownPoint;
        }

        if (point.Find(sample.Series.Quantity) is not { } series)
        {
            var declared = string.Join(", ", point.Point.Quantities);
            detail = $"the manifest declares {declared} at {point.Point.Name}, not {sample.Series.Quantity.Name}";
            return Reason.QuantityNotDeclared;
        }

        if (sample.Time > came + rules.MostAhead)
        {
            detail = $"time {sample.Time} is {(sample.Time - came).TotalMinutes:0} min ahead; at most {rules.MostAhead.TotalMinutes:0} are accepted";
            return Reason.TimeInFuture;
        }

        if (sample.Time < now - rules.Retention)
        {
            detail = $"time {sample.Time} is older than the retention of {rules.Retention.TotalDays:0} days";
            return Reason.TimeBeforeRetention;
        }

        // Last, so that nothing refused counts.
        if (!quota.Admits(series))
        {
            detail = $"{series.Name} would be a new series, and node {series.Point.Node} has its {rules.MostSeries}";
            return Reason.SeriesQuotaExceeded;
        }

        return Reason.None;
    }

    private static string Excerpt(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…";
}
