using Arena.Mqtt;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Uplink;

/// <summary>
/// Decides which batch is published next: the bookkeeping of the uplink, without clock, network or disk. Times are spans since any fixed moment.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// Three quarters of the window go through the backlog from the oldest on, one quarter is for the newest. A batch leaves only when ingest has
/// confirmed it; it is offered again at once on a new connection, after a grace when later ones were confirmed, else by back-off.
/// </remarks>
internal sealed class DeliveryWindow(UplinkOptions options, ResendPolicy resends)
{
    private readonly SortedDictionary<long, OfferedBatch> _offered = [];
    private SequenceSet _settled = new();
    private long _highest;
    private long _next = 1;
    private long _orders;
    private int _connection;

    /// <summary>Batches published and not confirmed, those set aside not counted.</summary>
    public int InFlight => _offered.Values.Count(batch => batch.Lane != Lane.Aside);

    /// <summary>Their payload bytes.</summary>
    public long BytesInFlight => _offered.Values.Where(batch => batch.Lane != Lane.Aside).Sum(batch => batch.Bytes);

    /// <summary>Batches set aside.</summary>
    public int Aside => _offered.Count - InFlight;

    /// <summary>The number that has been offered for longest and since when, or null.</summary>
    public (long Sequence, TimeSpan Since)? Oldest =>
        _offered.Values.MinBy(batch => batch.Since) is { } oldest ? (oldest.Sequence, oldest.Since) : null;

    /// <summary>Batches up to this number are sealed.</summary>
    public void Sealed(long highest) => _highest = Math.Max(_highest, highest);

    /// <summary>A connection is up; 0 for none.</summary>
    public void Connected(int connection) => _connection = connection;

    /// <summary>These need no sending any more.</summary>
    public void Settle(SequenceSet settled, TimeSpan now)
    {
        _settled.Merge(settled);
        var confirmed = Leave();
        if (confirmed > 0) Pass(confirmed, now);
    }

    /// <summary>A new ledger: only these need no sending, all else is offered again.</summary>
    public void Restart(SequenceSet settled)
    {
        _settled = settled;
        _next = 1;
        Leave();
    }

    /// <summary>The next batch to publish, if one may be; it counts as offered from now on.</summary>
    public bool TryTake(TimeSpan now, out long sequence)
    {
        var batch = _connection == 0 ? null : Due(now) ?? FromBacklog(now) ?? FromNewest(now);
        sequence = batch?.Sequence ?? 0;
        if (batch is null) return false;
        batch.Attempts = batch.Connection == _connection ? batch.Attempts + 1 : 1;
        (batch.Publishing, batch.Passed) = (true, false);
        (batch.Connection, batch.Order) = (_connection, ++_orders);
        batch.DueAt = now + resends.WaitAfter(batch.Attempts);
        return true;
    }

    /// <summary>What was taken is this large.</summary>
    public void Weigh(long sequence, long bytes)
    {
        if (_offered.TryGetValue(sequence, out var batch)) batch.Bytes = bytes;
    }

    /// <summary>What became of a publish.</summary>
    public void Published(long sequence, PublishOutcome outcome, TimeSpan now)
    {
        if (!_offered.TryGetValue(sequence, out var batch)) return;
        batch.Publishing = false;

        // The link may not have told yet that the connection is gone: a pause, so that nothing spins until it does.
        if (outcome == PublishOutcome.Unconfirmed) batch.DueAt = now + TimeSpan.FromSeconds(1);
    }

    /// <summary>When the next batch becomes due by time alone; null when none will.</summary>
    public TimeSpan? NextDue() => _connection == 0
        ? null
        : _offered.Values.Where(batch => !batch.Publishing).Select(batch => (TimeSpan?)batch.DueAt).Min();

    private OfferedBatch? Due(TimeSpan now) => _offered.Values.FirstOrDefault(batch =>
        !batch.Publishing && (now >= batch.DueAt || (batch.Connection != _connection && batch.Lane != Lane.Aside)));

    private OfferedBatch? FromBacklog(TimeSpan now)
    {
        if (!HasRoom(Lane.Backlog, options.WindowBatches - options.NewestBatches, options.WindowBytes * 3 / 4)) return null;
        for (_next = Math.Max(_next, _settled.Low + 1); _next <= _highest; _next++)
        {
            if (IsFree(_next)) return Offer(_next, Lane.Backlog, now);
        }

        return null;
    }

    private OfferedBatch? FromNewest(TimeSpan now)
    {
        if (!HasRoom(Lane.Newest, options.NewestBatches, options.WindowBytes / 4)) return null;
        for (var sequence = _highest; sequence > Math.Max(_settled.Low, _highest - options.NewestBatches); sequence--)
        {
            if (IsFree(sequence)) return Offer(sequence, Lane.Newest, now);
        }

        return null;
    }

    private bool HasRoom(Lane lane, int batches, long bytes)
    {
        var (count, sum) = (0, 0L);
        foreach (var batch in _offered.Values)
        {
            if (batch.Lane != lane) continue;
            count++;
            sum += batch.Bytes;
        }

        return count == 0 || (count < batches && sum < bytes);
    }

    private bool IsFree(long sequence) => !_settled.Contains(sequence) && !_offered.ContainsKey(sequence);

    private OfferedBatch Offer(long sequence, Lane lane, TimeSpan now)
    {
        var batch = new OfferedBatch(sequence, lane, now);
        _offered.Add(sequence, batch);
        return batch;
    }

    // Returns the latest publish among those that left, 0 when none did.
    private long Leave()
    {
        var latest = 0L;
        foreach (var batch in _offered.Values.Where(batch => _settled.Contains(batch.Sequence)).ToList())
        {
            latest = Math.Max(latest, batch.Order);
            _offered.Remove(batch.Sequence);
        }

        return latest;
    }

    private void Pass(long confirmed, TimeSpan now)
    {
        var aside = Aside;
        foreach (var batch in _offered.Values.Where(batch => !batch.Passed && batch.Order < confirmed && batch.Lane != Lane.Aside))
        {
            batch.Passed = true;
            batch.Passes++;
            if (batch.Passes >= options.PassesBeforeAside && aside < options.MaxAside)
            {
                batch.Lane = Lane.Aside;
                aside++;
            }
            else if (now + options.HoleGrace < batch.DueAt)
            {
                batch.DueAt = now + options.HoleGrace;
            }
        }
    }
}
