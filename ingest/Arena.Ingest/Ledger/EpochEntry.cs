using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Ledger;

/// <summary>One epoch as the ledger keeps it. Never changed once others see it: a commit replaces it.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Node">Slug of the node.</param>
/// <param name="Status">What is known of it.</param>
internal sealed record EpochEntry(long Id, string Node, EpochStatus Status)
{
    /// <summary>The same with a further terminal batch.</summary>
    public EpochEntry With(long sequence, UnixTime received, bool refused, int quarantinedSamples)
    {
        var terminal = new SequenceSet();
        terminal.Merge(Status.Terminal);
        terminal.Add(sequence);
        return this with
        {
            Status = Status with
            {
                Terminal = terminal,
                Stored = Status.Stored + (refused ? 0 : 1),
                Quarantined = Status.Quarantined + (refused ? 1 : 0),
                QuarantinedSamples = Status.QuarantinedSamples + quarantinedSamples,
                FirstReceived = Status.FirstReceived < received ? Status.FirstReceived : received,
                LastReceived = Status.LastReceived > received ? Status.LastReceived : received,
            },
        };
    }
}
