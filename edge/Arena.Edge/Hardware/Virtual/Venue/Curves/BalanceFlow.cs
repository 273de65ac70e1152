namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>What a main meter sees: all that is used behind it less all that is made there, in one of the two directions.</summary>
/// <param name="used">Flows out of the main.</param>
/// <param name="made">Flows into it.</param>
/// <param name="outward">The export register; else the import one.</param>
/// <param name="most">Most per second.</param>
internal sealed class BalanceFlow(IReadOnlyList<Flow> used, IReadOnlyList<Flow> made, bool outward, double most) : Flow
{
    public override double PerSecond(long slot)
    {
        double balance = 0;
        foreach (var flow in used) balance += flow.PerSecond(slot);
        foreach (var flow in made) balance -= flow.PerSecond(slot);
        return Math.Clamp(outward ? -balance : balance, 0, most);
    }
}
