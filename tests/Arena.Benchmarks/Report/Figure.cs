namespace Arena.Benchmarks.Report;

/// <summary>One measured figure: a row of the table.</summary>
/// <param name="Group">What it belongs to, the heading above it.</param>
/// <param name="Name">What was measured. With the group it is what a later run is compared by.</param>
/// <param name="Value">In <paramref name="Unit"/>, unrounded. Times of micro-benchmarks are in ns; the table writes them as µs or ms.</param>
/// <param name="Unit">For example samples/s, CPU s/M, MiB, ns, B, or × for a ratio.</param>
/// <param name="Limit">What it must reach, or null.</param>
/// <param name="Note">What a reader must know to believe it, or null.</param>
internal sealed record Figure(string Group, string Name, double Value, string Unit, Limit? Limit, string? Note);
