using Arena.Edge.Outbox;
using Arena.Ingest.Subscription;
using Arena.Mqtt;
using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Faults;
using Arena.Simulation.Tests.Ingest;
using Arena.Simulation.Tests.Truth;
using Arena.Wire.Acknowledgements;

namespace Arena.Simulation.Tests.Rules;

/// <summary>The rules that an edge keeps, and what their absence costs.</summary>
internal static class EdgeRules
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(10);
    private static readonly EdgeTuning Usual = new();

    // A batch for each sample: a window is full within half a minute.
    private static readonly EdgeTuning Many = Usual with { Outbox = Usual.Outbox with { MaxSamples = 1 } };

    /// <summary>The case of a rule; null when it is none of the edge's.</summary>
    public static RuleCase? Of(Rule rule) => rule switch
    {
        Rule.IngestConfirms => Linked(
            Usual, (link, log) => new PubackConfirms(link, log), Invariant.NothingLost, 40, Fault.QueueLost, Fault.Losses, Fault.BrokerKilled, Fault.QueueLimit),
        Rule.SealedIsDurable => Stored(Usual, storage => new LazyStorage(storage), Invariant.NoFalseAlarm, Fault.EdgeKilled, Fault.EdgePowerCut),
        Rule.NumbersAreNotReused => Stored(
            Usual with { Outbox = Usual.Outbox with { KeepAcknowledged = TimeSpan.FromSeconds(1) }, Pace = TimeSpan.FromSeconds(15) },
            storage => new ForgetfulStorage(storage), Invariant.NoFalseAlarm, Fault.EdgeKilled),
        Rule.BackOff => Set(Many, Many with { Uplink = Many.Uplink with { ResendAfter = Never, MaxResendAfter = Never } }, Fault.SessionLost),
        Rule.NewConnectionOffersAgain => NewConnection(),
        Rule.HolesAreOfferedSoon => Holes(),
        Rule.NewestLane => NewestLane(),
        Rule.ForeignEpochIsRefused => Bent(AcknowledgementBender.OwnEpoch, Fault.ForgedAcknowledgement, Fault.Unreachable),
        Rule.NeverSealedIsRefused => Bent(AcknowledgementBender.Sealed, Fault.ForgedAcknowledgement, Fault.Unreachable),
        Rule.ChainProves => Bent(AcknowledgementBender.OwnChains, Fault.CardCloned, Fault.CardRolledBack),
        Rule.OldGenerationIsRefused => Bent(AcknowledgementBender.NewestGeneration, Fault.IngestErased, Fault.OldAcknowledgement, Fault.SlowNetwork),
        Rule.NewGenerationOffersAgain => Linked(
            Usual, (link, log) => new AcknowledgementBender(link, log, AcknowledgementBender.OneGeneration()), Invariant.NothingLost, 40, Fault.IngestErased),
        _ => null,
    };

    // Hole rule and back-off would hide it after a while; here only what is offered at once on the last connection counts.
    private static RuleCase NewConnection()
    {
        var edge = Usual with { Uplink = Usual.Uplink with { HoleGrace = Never, ResendAfter = Never, MaxResendAfter = Never, PassesBeforeAside = int.MaxValue } };
        var found = Linked(edge, (link, _) => new OneConnection(link), Invariant.Drains, 40, Fault.QueueLimit, Fault.SessionLost);
        return found with { With = found.With with { Reconnects = true }, Without = found.Without with { Reconnects = true } };
    }

    // The back-off would hide it after minutes.
    private static RuleCase Holes()
    {
        var edge = Usual with { Uplink = Usual.Uplink with { ResendAfter = TimeSpan.FromMinutes(10), PassesBeforeAside = int.MaxValue } };
        var found = Set(edge, edge with { Uplink = edge.Uplink with { HoleGrace = Never } }, Fault.Losses);
        var bound = TimeSpan.FromSeconds(30);
        return found with { With = found.With with { DrainBound = bound }, Without = found.Without with { DrainBound = bound } };
    }

    private static RuleCase NewestLane()
    {
        var plan = new RunPlan
        {
            Faults = [Fault.EdgeOffline],
            Shortest = TimeSpan.FromSeconds(180),
            Edge = Many with { Pace = TimeSpan.FromSeconds(0.8) },
            Ingest = new IngestTuning { Flow = new FlowLimits { MostInGroup = 1 } },
            SlowAfter = TimeSpan.FromMilliseconds(200),
            LiveAfter = TimeSpan.FromSeconds(60),
            LiveBound = TimeSpan.FromSeconds(60),
            MeasureOn = TimeSpan.FromSeconds(90),
        };
        return new RuleCase(plan, plan with { Edge = plan.Edge with { Around = (link, log) => new OldestFirst(link, log) } }, Invariant.Live, 8);
    }

    private static RuleCase Linked(EdgeTuning edge, Func<IMqttLink, BatchLog, IMqttLink> around, Invariant breaks, int seeds, params Fault[] faults) =>
        new(new RunPlan { Edge = edge, Faults = faults }, new RunPlan { Edge = edge with { Around = around }, Faults = faults }, breaks, seeds);

    private static RuleCase Bent(Func<BatchLog, Acknowledgement, Acknowledgement> bend, params Fault[] faults) =>
        Linked(Many, (link, log) => new AcknowledgementBender(link, log, bend), Invariant.NothingLost, 80, faults);

    private static RuleCase Stored(EdgeTuning edge, Func<IOutboxStorage, IOutboxStorage> around, Invariant breaks, params Fault[] faults) =>
        new(new RunPlan { Edge = edge, Faults = faults }, new RunPlan { Edge = edge with { AroundStorage = around }, Faults = faults }, breaks);

    private static RuleCase Set(EdgeTuning with, EdgeTuning without, params Fault[] faults) =>
        new(new RunPlan { Edge = with, Faults = faults }, new RunPlan { Edge = without, Faults = faults }, Invariant.Drains);
}
