using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Simulation.Tests.Truth;

/// <summary>Compares, when all is over, what was sealed with what ingest has.</summary>
internal sealed class Judgement(Simulation run)
{
    private readonly Account _account = run.Account;
    private readonly Dictionary<(string Series, UnixTime Time), double> _rows = [];
    private readonly HashSet<(BatchId Batch, string? Name)> _quarantined = [];
    private readonly List<Gap> _gaps = [];

    public void Judge()
    {
        if (!run.Ingest.Running)
        {
            _account.Breach(Invariant.KeepsRunning, "ingest is not running at the end");
            return;
        }

        ReadStore();
        ReadQuarantine();
        ReadGaps();
        foreach (var batch in _account.Sealed) Judge(batch);
        JudgeGuest();
        JudgeRows();
        JudgeLows();
        JudgeBounds();
    }

    private void ReadStore()
    {
        foreach (var series in World.Venue.Series)
        {
            foreach (var row in run.Ingest.Store.ReadAsync(series, UnixTime.Min, UnixTime.Max, CancellationToken.None).ToBlockingEnumerable())
            {
                if (!_rows.TryAdd((series.ToString(), row.Time), row.Value))
                    _account.Breach(Invariant.NothingDoubled, $"{series} at {row.Time} is stored twice");
            }
        }
    }

    private void ReadQuarantine()
    {
        var asked = run.Ingest.Ledger.QuarantineAsync(null, int.MaxValue, CancellationToken.None);
        if (!asked.IsCompletedSuccessfully) throw new InvalidOperationException("the quarantine is read in one step");
        foreach (var item in asked.GetAwaiter().GetResult().Items)
        {
            if (item.Batch is { } batch) _quarantined.Add((batch, item.Entry.Name));
        }
    }

    private void ReadGaps()
    {
        for (var node = 0; node < World.Venue.MostNodes; node++)
            _gaps.AddRange(run.Ingest.Ledger.Gaps(World.Venue.NodeName(node), UnixTime.Min, UnixTime.Max).Select(declared => declared.Gap));
    }

    private bool IsDeclared(BatchId batch) => _account.MayBeDestroyed && _gaps.Exists(gap => gap.Batches is { } batches && batches.Epoch == batch.Epoch
        && (gap.Closes || (batches.First <= batch.Sequence && batch.Sequence <= batches.Last)));

    private void Judge(SealedTruth batch)
    {
        foreach (var sample in batch.Samples)
        {
            if (_rows.TryGetValue((sample.Series.ToString(), sample.Time), out var stored) && BitConverter.DoubleToInt64Bits(stored) == BitConverter.DoubleToInt64Bits(sample.Value))
                continue;
            if (_quarantined.Contains((batch.Id, null)) || _quarantined.Contains((batch.Id, sample.Series.ToString()))) continue;
            if (_account.IsDestroyed(batch) || IsDeclared(batch.Id)) continue;
            _account.Breach(
                Invariant.NothingLost,
                $"{sample.Series} at {sample.Time}, sealed by {batch.Outbox} in batch {batch.Id.Sequence} of {_account.Name(batch.Id.Epoch)}, is neither stored nor accounted for");
            return;
        }
    }

    private void JudgeGuest()
    {
        if (run.Broker.LostSomething || _account.StoreLost) return;
        foreach (var sample in run.Guest.Confirmed)
        {
            if (!_rows.ContainsKey((sample.Series.ToString(), sample.Time)))
                _account.Breach(Invariant.NothingLost, $"the guest's sample at {sample.Time} was confirmed to it and is not stored, although no broker lost anything");
        }
    }

    private void JudgeRows()
    {
        var known = new HashSet<(string, UnixTime, long)>();
        foreach (var sample in run.Guest.Sent)
            known.Add((sample.Series.ToString(), sample.Time, BitConverter.DoubleToInt64Bits(sample.Value)));
        foreach (var sample in _account.Sealed.SelectMany(batch => batch.Samples))
            known.Add((sample.Series.ToString(), sample.Time, BitConverter.DoubleToInt64Bits(sample.Value)));
        foreach (var ((series, time), value) in _rows)
        {
            if (!known.Contains((series, time, BitConverter.DoubleToInt64Bits(value))))
                _account.Breach(Invariant.NothingDoubled, $"{series} at {time} is stored as {value}, which nobody sealed");
        }
    }

    // A ledger that was rolled back must have become a new one: within the present generation nothing is less than was said.
    private void JudgeLows()
    {
        ILedger ledger = run.Ingest.Ledger;
        foreach (var (node, epoch, low) in _account.LowsOf(ledger.Generation))
        {
            var now = ledger.Epochs(node).FirstOrDefault(status => status.Epoch == epoch)?.Terminal.Low ?? 0;
            if (now < low) _account.Breach(Invariant.LowNeverFalls, $"low of {node} {_account.Name(epoch)} was {low} in this generation and is {now}");
        }
    }

    private void JudgeBounds()
    {
        foreach (var edge in run.Edges)
        {
            if (edge.Link is { } link && link.MostUnsettled > edge.MostUnsettled)
                _account.Breach(Invariant.Bounded, $"{edge.Name} had {link.MostUnsettled} publishes out at once, at most {edge.MostUnsettled} are allowed");
        }
    }
}
