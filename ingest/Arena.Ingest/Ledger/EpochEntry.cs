using System.Collections.Immutable;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Ledger;

/// <summary>One epoch as the ledger keeps it. Never changed once others see it: a commit replaces it.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Node">Slug of the node.</param>
/// <param name="Status">What is known of it. Its chain may stand below the watermark until <see cref="Walked"/>.</param>
internal sealed record EpochEntry(long Id, string Node, EpochStatus Status)
{
    /// <summary>The number that the chain stands at.</summary>
    public long ChainAt { get; init; }

    /// <summary>What was declared of its numbers.</summary>
    public ImmutableArray<GapBatches> Gaps { get; init; } = [];

    /// <summary>Numbers that were declared and have not come.</summary>
    public DeclaredRuns Declared { get; init; } = DeclaredRuns.None;

    /// <summary>The chain has not yet been carried along to the watermark.</summary>
    public bool IsBehind => ChainAt < Status.Terminal.Low;

    /// <summary>The same after something of it left the quarantine.</summary>
    /// <param name="batch">A whole batch, not one sample.</param>
    /// <param name="samples">How many more samples are quarantined by themselves, or fewer.</param>
    public EpochEntry Replayed(bool batch, int samples) => this with
    {
        Status = Status with
        {
            Stored = Status.Stored + (batch ? 1 : 0),
            Quarantined = Status.Quarantined - (batch ? 1 : 0),
            QuarantinedSamples = Math.Max(0, Status.QuarantinedSamples + samples),
        },
    };

    /// <summary>The same with a batch that came.</summary>
    public EpochEntry With(long sequence, ReadOnlySpan<byte> hash, UnixTime received, bool refused, int quarantinedSamples)
    {
        var terminal = Copy(Status.Terminal);
        terminal.Add(sequence);

        // Batches mostly come in order: then the chain needs nothing but this hash.
        var next = ChainAt == sequence - 1 && terminal.Low >= sequence;
        var declared = Declared.Without(sequence);
        return this with
        {
            ChainAt = next ? sequence : ChainAt,
            Declared = declared,
            Status = Status with
            {
                Terminal = terminal,
                Chain = next ? Status.Chain?.Next(hash) ?? ChainWalk.At(Gaps, sequence) : Status.Chain,
                Declared = declared.Runs,
                Stored = Status.Stored + (refused ? 0 : 1),
                Quarantined = Status.Quarantined + (refused ? 1 : 0),
                QuarantinedSamples = Status.QuarantinedSamples + quarantinedSamples,
                FirstReceived = Status.FirstReceived < received ? Status.FirstReceived : received,
                LastReceived = Status.LastReceived > received ? Status.LastReceived : received,
            },
        };
    }

    /// <summary>The same with numbers declared: those that came stay what they are, the others are terminal by the declaration.</summary>
    public EpochEntry Declaring(Gap declared)
    {
        var gap = declared.Batches ?? throw new ArgumentException("this gap concerns no batches", nameof(declared));
        var missing = Status.Terminal.Missing(gap.Last)
            .Where(run => run.Last >= gap.First)
            .Aggregate(Declared, (runs, run) => runs.With(run with { First = Math.Max(run.First, gap.First) }));
        var terminal = Copy(Status.Terminal);
        terminal.Add(new SequenceRange(gap.First, gap.Last));

        // A chain that was lost is found again where a gap brings one.
        var found = Status.Chain is null && gap.Chain is not null && gap.Last <= ChainAt;
        return this with
        {
            ChainAt = found ? gap.Last : ChainAt,
            Gaps = Gaps.Add(gap),
            Declared = missing,
            Status = Status with
            {
                Terminal = terminal,
                Chain = found ? gap.Chain : Status.Chain,
                Declared = missing.Runs,
                Closed = Status.Closed ?? (declared.Closes ? declared.Cause : null),
            },
        };
    }

    /// <summary>The same without batches that are not stored after all; what was declared missing of them is that again. The chain begins anew.</summary>
    /// <param name="gone">Their numbers, in order.</param>
    /// <param name="quarantinedSamples">Samples quarantined out of them.</param>
    public EpochEntry Without(IReadOnlyList<long> gone, long quarantinedSamples)
    {
        var terminal = new SequenceSet();
        var next = 0;
        foreach (var run in Status.Terminal.Ranges.Prepend(new SequenceRange(1, Status.Terminal.Low)))
        {
            var first = run.First;
            for (; next < gone.Count && gone[next] <= run.Last; next++)
            {
                if (gone[next] > first)
                    terminal.Add(new SequenceRange(first, gone[next] - 1));
                first = gone[next] + 1;
            }

            if (first <= run.Last)
                terminal.Add(run with { First = first });
        }

        var declared = Declared;
        foreach (var sequence in gone.Where(sequence => Gaps.Any(gap => gap.First <= sequence && sequence <= gap.Last)))
        {
            terminal.Add(sequence);
            declared = declared.With(new SequenceRange(sequence, sequence));
        }

        return this with
        {
            ChainAt = 0,
            Declared = declared,
            Status = Status with
            {
                Terminal = terminal,
                Chain = BatchChain.Start,
                Declared = declared.Runs,
                Stored = Status.Stored - gone.Count,
                QuarantinedSamples = Status.QuarantinedSamples - quarantinedSamples,
            },
        };
    }

    /// <summary>The same with its chain carried along to the watermark.</summary>
    /// <param name="came">Numbers and hashes of batches that came above <see cref="ChainAt"/>, in order.</param>
    public EpochEntry Walked(IEnumerable<(long Sequence, byte[] Hash)> came)
    {
        var mark = ChainWalk.To(new ChainMark(ChainAt, Status.Chain), Status.Terminal.Low, Gaps, came);
        return this with { ChainAt = mark.At, Status = Status with { Chain = mark.Chain } };
    }

    private static SequenceSet Copy(SequenceSet set)
    {
        var copy = new SequenceSet();
        copy.Merge(set);
        return copy;
    }
}
