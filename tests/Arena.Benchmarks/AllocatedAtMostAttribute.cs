namespace Arena.Benchmarks;

/// <summary>The most bytes one operation of this micro-benchmark may allocate; needs BenchmarkDotNet's MemoryDiagnoser on its class.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllocatedAtMostAttribute(double bytes) : Attribute
{
    public double Bytes => bytes;
}
