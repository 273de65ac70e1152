using Arena.Edge.Hardware.Virtual.Venue;

namespace Arena.Edge.Tests.Hardware;

/// <summary>A flow that is what a test says in each slot.</summary>
internal sealed class SomeFlow(Func<long, double> perSecond) : Flow
{
    public override double PerSecond(long slot) => perSecond(slot);
}
