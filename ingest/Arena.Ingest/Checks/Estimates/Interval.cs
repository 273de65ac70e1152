namespace Arena.Ingest.Checks.Estimates;

/// <summary>Where the true value lies, with 95 % confidence.</summary>
internal readonly record struct Interval(double Low, double High);
