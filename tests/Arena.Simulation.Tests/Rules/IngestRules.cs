using Arena.Simulation.Tests.Faults;
using Arena.Simulation.Tests.Ingest;
using Arena.Simulation.Tests.Truth;
using Arena.Wire.Gaps;

namespace Arena.Simulation.Tests.Rules;

/// <summary>The rules that ingest keeps, and what their absence costs.</summary>
internal static class IngestRules
{
    /// <summary>The case of a rule; null when it is none of ingest's.</summary>
    public static RuleCase? Of(Rule rule) => rule switch
    {
        Rule.LedgerNeverLeads => Lost(new IngestTuning { AroundStore = (store, _, _) => new LedgerFirst(store) }, 40, Fault.IngestDiesInCommit),
        Rule.AcknowledgedWhenDurable => Lost(
            new IngestTuning { AroundStore = (store, link, ledger) => new AcknowledgesFirst(store, link, ledger) }, 120, Fault.DatabaseAway, Fault.BrokerKilled, Fault.IngestKilled),
        Rule.PubackWhenDurable => Lost(new IngestTuning { AroundLink = link => new PubackAtOnce(link) }, 60, Fault.IngestKilled, Fault.DatabaseAway),
        Rule.KnownIsNotStoredAgain => Lost(new IngestTuning { AroundStore = (store, _, _) => new StoresAgain(store) }, 40, Fault.Duplicates, Fault.IngestErased) with
        {
            Breaks = Invariant.NothingDoubled,
        },
        Rule.DeclaredIsTerminal => Lost(new IngestTuning { AroundStore = (store, _, _) => new GapsUnheard(store) }, 40, Fault.IngestErased, Fault.CardDamaged),
        Rule.ConfirmedEarlierIsDeclared => Lost(
            new IngestTuning { AroundStore = (store, _, _) => new GapsUnheard(store, GapCause.ConfirmedEarlier) }, 40, Fault.IngestErased),
        _ => null,
    };

    private static RuleCase Lost(IngestTuning without, int seeds, params Fault[] faults) =>
        new(new RunPlan { Faults = faults }, new RunPlan { Faults = faults, Ingest = without }, Invariant.NothingLost, seeds);
}
