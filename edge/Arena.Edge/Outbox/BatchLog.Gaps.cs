using Arena.Edge.Outbox.Room;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>What the log itself has to declare: numbers it deleted that the ledger does not know.</summary>
internal sealed partial class BatchLog
{
    private IReadOnlyList<Gap> _undeclared = [];

    /// <summary>There are gaps to be declared with <see cref="DeclareUnknown"/>.</summary>
    public bool HasUndeclared
    {
        get
        {
            lock (_gate) return _undeclared.Count > 0;
        }
    }

    /// <summary>Declares what an earlier ledger confirmed, this log has deleted and the new ledger doesn't know.</summary>
    /// <inheritdoc cref="Seal" path="/exception"/>
    public void DeclareUnknown()
    {
        IReadOnlyList<Gap> gaps;
        lock (_gate) gaps = [.. _undeclared.Take(PendingGaps.MostInABatch)];
        if (gaps.Count == 0) return;
        Seal([], [], gaps);
        lock (_gate) FindUndeclared();
    }

    // Declarations that are kept reach a new ledger by themselves. A run that it knows in part is declared from there to its end, where the chain is
    // known: what is stored outweighs what is declared.
    private void FindUndeclared() => _undeclared = [.. UnknownRuns(), .. UnknownEpochs()];

    private IEnumerable<Gap> UnknownRuns() =>
    [
        .. from run in Read(_storage.Gone)
           let known = _acknowledged.Terminal
           where known.Missing(run.Last).Any(missing => missing.Last >= run.First)
           where run.DeclaredIn is not { } declaredIn || !IsKept(declaredIn)
           let first = Math.Max(run.First, known.Low + 1)
           select new Gap(GapCause.ConfirmedEarlier, run.From, run.To)
           {
               Samples = first == run.First ? run.Samples : null,
               Batches = new GapBatches(Epoch, first, run.Last, run.Chain),
               Detail = "an earlier ledger had confirmed these batches, and this node has deleted them since",
           },
    ];

    // An epoch that ended with a renewal: what it had confirmed is known to the ledger of that time alone. Each newer one is told once; what it has stored
    // outweighs that.
    private IEnumerable<Gap> UnknownEpochs() =>
    [
        .. from former in Read(_storage.Former)
           where former.Generation < _acknowledged.Generation
           select new Gap(GapCause.ConfirmedEarlier, former.From, former.To)
           {
               Batches = new GapBatches(former.Epoch, 1, former.Last, null),
               Closes = true,
               Detail = "an earlier ledger had confirmed these batches; their outbox was renewed since",
           },
    ];

    private BatchContent[] Linked(Dictionary<long, ReadOnlyMemory<byte>> gone, IReadOnlyList<BatchContent> add)
    {
        var declared = add.SelectMany(content => content.Gaps).Where(gap => gap.Batches?.Epoch == Epoch).Select(gap => gap.Batches!).ToList();
        if (gone.Keys.FirstOrDefault(sequence => !declared.Exists(run => run.First <= sequence && sequence <= run.Last)) is var missed and not 0)
            throw new ArgumentException($"batch {missed} would go without a gap that declares it", nameof(add));

        var contents = add.Select(content => content with { Gaps = [.. content.Gaps.Select(WithChain)] }).ToArray();
        var takenOver = gone.OrderBy(entry => entry.Key).SelectMany(entry => GapsIn(entry.Value)).ToList();
        contents[0] = contents[0] with { Gaps = GapRuns.Joined([.. takenOver, .. contents[0].Gaps]) };
        return contents;
    }

    private Gap WithChain(Gap gap) => gap.Batches is { Chain: null } batches && batches.Epoch == Epoch
        ? gap with { Batches = batches with { Chain = OwnChainAt(batches.Last) } }
        : gap;

    private IReadOnlyList<Gap> GapsIn(ReadOnlyMemory<byte> payload)
    {
        var reading = new BatchReading();
        _reader.Read(payload.Span, reading);
        return [.. reading.Gaps];
    }
}
