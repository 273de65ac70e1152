using Arena.Ingest.Store;
using Arena.Simulation.Tests.Ingest;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Without <see cref="Rule.LedgerNeverLeads"/>: first the ledger, then the samples.</summary>
internal sealed class LedgerFirst(ISampleStore store) : PassingStore(store)
{
    public override async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        await base.CommitAsync([.. admissions.Select(admission => admission with { Samples = [] })], cancellationToken).ConfigureAwait(false);
        return await base.CommitAsync([.. admissions.Select(admission => admission with { Id = null, Gaps = [], Quarantined = [] })], cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Without <see cref="Rule.KnownIsNotStoredAgain"/>: neither ledger nor identity keeps a sample from being stored again; here it gets a place a millisecond later.</summary>
internal sealed class StoresAgain(ISampleStore store) : PassingStore(store)
{
    private readonly HashSet<(SeriesName, UnixTime)> _known = [];

    public override async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync([.. admissions.Select(Again)], cancellationToken).ConfigureAwait(false);
        foreach (var sample in admissions.SelectMany(admission => admission.Samples)) _known.Add((sample.Series, sample.Time));
        return result;
    }

    private Admission Again(Admission admission) => admission with
    {
        Samples = [.. admission.Samples.Select(sample => _known.Contains((sample.Series, sample.Time)) ? sample with { Time = sample.Time + TimeSpan.FromMilliseconds(1) } : sample)],
    };
}

/// <summary>Without <see cref="Rule.DeclaredIsTerminal"/> or <see cref="Rule.ConfirmedEarlierIsDeclared"/>: declared gaps are not heard.</summary>
internal sealed class GapsUnheard(ISampleStore store, GapCause? only = null) : PassingStore(store)
{
    public override ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken) => base.CommitAsync(
        [.. admissions.Select(admission => admission with { Gaps = [.. admission.Gaps.Where(gap => only is { } cause && gap.Cause != cause)] })], cancellationToken);
}
