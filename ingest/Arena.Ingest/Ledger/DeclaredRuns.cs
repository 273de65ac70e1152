using System.Collections.Immutable;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Ledger;

/// <summary>Numbers of an epoch that were declared and have not come: sorted, disjoint runs that don't touch. Never changed; a change makes another.</summary>
internal sealed class DeclaredRuns
{
    private readonly ImmutableArray<SequenceRange> _runs;

    private DeclaredRuns(ImmutableArray<SequenceRange> runs) => _runs = runs;

    public static DeclaredRuns None { get; } = new([]);

    public IReadOnlyList<SequenceRange> Runs => _runs;

    public bool Contains(long sequence)
    {
        var at = FirstEndingAtOrAfter(sequence);
        return at < _runs.Length && _runs[at].First <= sequence;
    }

    public DeclaredRuns With(SequenceRange run)
    {
        // Everything that overlaps or touches becomes one run.
        var (from, to) = (FirstEndingAtOrAfter(run.First - 1), FirstEndingAtOrAfter(run.First - 1));
        while (to < _runs.Length && _runs[to].First <= run.Last + 1)
        {
            run = new SequenceRange(Math.Min(run.First, _runs[to].First), Math.Max(run.Last, _runs[to].Last));
            to++;
        }

        return new DeclaredRuns([.. _runs.AsSpan()[..from], run, .. _runs.AsSpan()[to..]]);
    }

    /// <summary>Without a number, because it came after all.</summary>
    public DeclaredRuns Without(long sequence)
    {
        if (!Contains(sequence))
            return this;
        var at = FirstEndingAtOrAfter(sequence);
        var left = ImmutableArray.CreateBuilder<SequenceRange>(2);
        if (_runs[at].First < sequence)
            left.Add(new SequenceRange(_runs[at].First, sequence - 1));
        if (_runs[at].Last > sequence)
            left.Add(new SequenceRange(sequence + 1, _runs[at].Last));
        return new DeclaredRuns([.. _runs.AsSpan()[..at], .. left, .. _runs.AsSpan()[(at + 1)..]]);
    }

    private int FirstEndingAtOrAfter(long sequence)
    {
        var (from, to) = (0, _runs.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_runs[middle].Last < sequence)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
