using System.Globalization;
using Arena.Benchmarks.Report;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>The laps of one consumer, as medians.</summary>
internal sealed class Result(IReadOnlyList<Lap> laps)
{
    public double SamplesPerSecond => Median(lap => lap.SamplesPerSecond);

    public double CpuPerMillion => Median(lap => lap.CpuPerMillion);

    public double PeakMiB => Median(lap => lap.PeakMiB);

    /// <summary>Adds speed, processor time and memory to the table.</summary>
    public void Add(BenchReport report, string group, string consumer)
    {
        var (slowest, fastest) = (laps.Min(lap => lap.SamplesPerSecond), laps.Max(lap => lap.SamplesPerSecond));
        report.Add(group, consumer, SamplesPerSecond, "samples/s", laps.Count == 1 ? null : Text($"median of {laps.Count}, {slowest:#,0} to {fastest:#,0}"));
        report.Add(
            group, $"{consumer}, CPU", CpuPerMillion, "CPU s/M", Text($"beside it broker {Median(lap => lap.BrokerCpuPerMillion):0.0}, database {Median(lap => lap.DatabaseCpuPerMillion):0.0}"));
        report.Add(group, $"{consumer}, peak memory", PeakMiB, "MiB");
    }

    private double Median(Func<Lap, double> of) => laps.Select(of).Order().ElementAt(laps.Count / 2);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
