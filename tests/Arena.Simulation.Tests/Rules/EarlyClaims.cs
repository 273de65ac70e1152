using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Without <see cref="Rule.AcknowledgedWhenDurable"/>: what has been judged new is acknowledged as if it were stored, with the right chain.</summary>
internal sealed class EarlyClaims(ILedger ledger) : ILedger
{
    private readonly Dictionary<BatchId, byte[]> _claimed = [];

    public long Generation => ledger.Generation;

    public IReadOnlyList<string> Nodes => ledger.Nodes;

    public LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash)
    {
        var verdict = ledger.Judge(id, hash);
        if (verdict == LedgerVerdict.New) _claimed[id] = hash.ToArray();
        return verdict;
    }

    public Acknowledgement AcknowledgementFor(string node)
    {
        var said = ledger.AcknowledgementFor(node);
        return said with { Epochs = [.. said.Epochs.Select(entry => Extended(node, entry))] };
    }

    public IReadOnlyList<EpochStatus> Epochs(string node) => ledger.Epochs(node);

    public IReadOnlyList<DeclaredGap> Gaps(string node, UnixTime from, UnixTime to) => ledger.Gaps(node, from, to);

    public IReadOnlyList<EpochTally> Tally(string node, UnixTime from, UnixTime to) => ledger.Tally(node, from, to);

    public void Said(string node, Epoch epoch, long highest) => ledger.Said(node, epoch, highest);

    public ValueTask<QuarantinePage> QuarantineAsync(string? node, int limit, CancellationToken cancellationToken) =>
        ledger.QuarantineAsync(node, limit, cancellationToken);

    private EpochAcknowledgement Extended(string node, EpochAcknowledgement entry)
    {
        var terminal = new SequenceSet();
        terminal.Merge(entry.Terminal);
        var chain = entry.Chain;
        while (_claimed.TryGetValue(new BatchId(node, entry.Epoch, terminal.Low + 1), out var hash))
        {
            terminal.Add(terminal.Low + 1);
            chain = chain?.Next(hash);
        }

        return entry with { Terminal = terminal, Chain = terminal.Low == entry.Terminal.Low ? entry.Chain : chain };
    }
}
