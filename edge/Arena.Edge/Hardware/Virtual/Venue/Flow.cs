namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>Something that runs through a meter: quantity per second (Wh, l, persons…) in a slot, a pure function of it.</summary>
internal abstract class Flow
{
    public abstract double PerSecond(long slot);
}
