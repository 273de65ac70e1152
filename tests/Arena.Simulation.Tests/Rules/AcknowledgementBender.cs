using Arena.Edge.Outbox;
using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;
using Arena.Wire.Acknowledgements;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Bends every acknowledgement that reaches an edge, so that the edge's own rule never gets to see why it should refuse it.</summary>
internal sealed class AcknowledgementBender(IMqttLink link, BatchLog log, Func<BatchLog, Acknowledgement, Acknowledgement> bend) : PassingLink(link)
{
    public override int TakeDeliveries(Span<MqttDelivery> into)
    {
        var count = base.TakeDeliveries(into);
        foreach (ref var delivery in into[..count])
        {
            if (Acknowledgement.TryParse(delivery.Payload.Span, out var said, out _)) delivery = delivery with { Payload = bend(log, said).ToJson() };
        }

        return count;
    }

    /// <summary>Every chain looks like the edge's own.</summary>
    public static Acknowledgement OwnChains(BatchLog log, Acknowledgement said) => said with
    {
        Epochs = [.. said.Epochs.Select(entry => entry.Epoch == log.Epoch ? entry with { Chain = log.ChainAt(entry.Terminal.Low) } : entry)],
    };

    /// <summary>Every epoch looks like the edge's own.</summary>
    public static Acknowledgement OwnEpoch(BatchLog log, Acknowledgement said) => said with
    {
        Epochs = [.. said.Epochs.Select(entry => entry.Epoch == log.Epoch ? entry : new EpochAcknowledgement(log.Epoch, Within(log, entry.Terminal)))],
    };

    /// <summary>Numbers that were never sealed are left out of it; the rest is believed.</summary>
    public static Acknowledgement Sealed(BatchLog log, Acknowledgement said) => said with
    {
        Epochs = [.. said.Epochs.Select(entry =>
            entry.Epoch == log.Epoch && entry.Terminal.Highest > log.Highest ? new EpochAcknowledgement(log.Epoch, Within(log, entry.Terminal)) : entry)],
    };

    /// <summary>It is always the same ledger.</summary>
    public static Func<BatchLog, Acknowledgement, Acknowledgement> OneGeneration()
    {
        var known = 0L;
        return (log, said) =>
        {
            if (known == 0) known = log.Confirmed().Generation is > 0 and var generation ? generation : said.Generation;
            return said with { Generation = known };
        };
    }

    /// <summary>It is always the newest ledger.</summary>
    public static Acknowledgement NewestGeneration(BatchLog log, Acknowledgement said) =>
        said with { Generation = Math.Max(said.Generation, log.Confirmed().Generation) };

    private static SequenceSet Within(BatchLog log, SequenceSet terminal)
    {
        var within = new SequenceSet();
        within.RaiseLow(Math.Min(terminal.Low, log.Highest));
        foreach (var range in terminal.Ranges)
        {
            if (range.First <= log.Highest) within.Add(range with { Last = Math.Min(range.Last, log.Highest) });
        }

        return within;
    }
}
