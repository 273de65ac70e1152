using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Without <see cref="Rule.PubackWhenDurable"/>: what is taken is acknowledged to the broker at once, as libmosquitto does.</summary>
internal sealed class PubackAtOnce(IMqttLink link) : PassingLink(link)
{
    public override int TakeDeliveries(Span<MqttDelivery> into)
    {
        var count = base.TakeDeliveries(into);
        base.Acknowledge(into[..count]);
        return count;
    }

    public override void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
        // It was done when they were taken.
    }
}
