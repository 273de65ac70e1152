namespace Arena.Benchmarks.EndToEnd;

/// <summary>One run of one consumer.</summary>
/// <param name="SamplesPerSecond">From the first message, or letting the consumer go, until the database had the last sample.</param>
/// <param name="CpuPerMillion">CPU seconds of the consumer for a million samples, user and system, in that span.</param>
/// <param name="PeakMiB">Most memory the consumer ever had in use.</param>
/// <param name="BrokerCpuPerMillion">The same of the broker.</param>
/// <param name="DatabaseCpuPerMillion">The same of the database.</param>
internal sealed record Lap(double SamplesPerSecond, double CpuPerMillion, double PeakMiB, double BrokerCpuPerMillion, double DatabaseCpuPerMillion);
