using Arena.Edge.Outbox;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Acknowledgements for tests, beside the other values of <see cref="Wire.Some"/>.</summary>
internal static class SomeAcknowledgements
{
    /// <summary>What the ledger of an ingest says that has every batch of this outbox up to <paramref name="low"/>: its chain is the outbox's own.</summary>
    public static Acknowledgement Proof(this BatchLog log, long generation, long low, params (long First, long Last)[] ranges)
    {
        var said = Some.Acknowledgement(generation, log.Epoch, low, ranges);
        return said with { Epochs = [said.Epochs[0] with { Chain = log.ChainAt(low) }] };
    }

    extension(Wire.Some)
    {
        public static Acknowledgement Acknowledgement(long generation, Epoch epoch, long low, params (long First, long Last)[] ranges)
        {
            var terminal = new SequenceSet();
            terminal.RaiseLow(low);
            foreach (var (first, last) in ranges) terminal.Add(new SequenceRange(first, last));
            return new Acknowledgement(generation, [new EpochAcknowledgement(epoch, terminal)]);
        }
    }
}
