using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Mqtt;
using Arena.Simulation.Tests.Ingest;
using Arena.Simulation.Tests.World;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
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

/// <summary>Without <see cref="Rule.AcknowledgedWhenDurable"/>: the node hears of a batch, with the right chain, before it is stored.</summary>
internal sealed class AcknowledgesFirst(ISampleStore store, IMqttLink link, ILedger ledger) : PassingStore(store)
{
    public override ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        foreach (var node in admissions.Where(admission => admission.Id is not null).GroupBy(admission => admission.Node!))
        {
            var said = ledger.AcknowledgementFor(node.Key);
            var claims = node.GroupBy(admission => admission.Id!.Value.Epoch).Select(epoch => Claim(
                said.Epochs.FirstOrDefault(entry => entry.Epoch == epoch.Key) ?? new EpochAcknowledgement(epoch.Key, new SequenceSet(), BatchChain.Start), epoch));
            var message = new MqttPublish(
                new Topic(Venue.Site, node.Key, TopicKind.Ack).ToString(), (said with { Epochs = [.. claims] }).ToJson(), QoS.AtLeastOnce, Retain: true);
            _ = link.PublishAsync(message, CancellationToken.None).AsTask();
        }

        return base.CommitAsync(admissions, cancellationToken);
    }

    private static EpochAcknowledgement Claim(EpochAcknowledgement entry, IEnumerable<Admission> batches)
    {
        var (terminal, chain) = (new SequenceSet(), entry.Chain);
        terminal.Merge(entry.Terminal);
        foreach (var batch in batches.OrderBy(batch => batch.Id!.Value.Sequence))
        {
            if (batch.Id!.Value.Sequence == terminal.Low + 1) chain = chain?.Next(batch.Hash.Span);
            terminal.Add(batch.Id!.Value.Sequence);
        }

        return entry with { Terminal = terminal, Chain = chain };
    }
}
