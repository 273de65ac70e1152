namespace Arena.Benchmarks;

/// <summary>The most nanoseconds one operation of this micro-benchmark should take.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAtMostAttribute(double nanoseconds) : Attribute
{
    public double Nanoseconds => nanoseconds;
}
