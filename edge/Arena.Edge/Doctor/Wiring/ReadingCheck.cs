using System.Collections.Concurrent;
using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>One reading of a sensor with the drivers that the worker uses.</summary>
internal static class ReadingCheck
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>What a reading may take: a port that listens is silent for 30 s before it is a fault.</summary>
    public static TimeSpan LimitOf(SensorPlan plan) => Listens(plan) ? SensorRun.MaxReading + TimeSpan.FromSeconds(15) : SensorRun.MaxReading;

    /// <exception cref="SensorFault">What it said is no measurement.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public static async Task<Finding> LookAsync(SensorPlan plan, IHardware hardware, NodeClock clock, CancellationToken cancellationToken)
    {
        var samples = new ConcurrentQueue<Sample>();
        using var sensor = new SensorMaker(hardware, new CollectedSamples(samples.Enqueue), clock, new NodeCounters(), Path.GetTempPath()).Make(plan);
        sensor.Open();
        await sensor.ReadAsync(cancellationToken);

        // It says by itself that it has heard nothing for too long.
        while (Listens(plan) && samples.DistinctBy(sample => sample.Series).Take(2).Count() < 2)
        {
            await Task.Delay(Between, clock, cancellationToken);
            await sensor.ReadAsync(cancellationToken);
        }

        var read = string.Join(", ", samples.GroupBy(sample => sample.Series).Select(series => CollectedSamples.Words(series.Last())));
        if (samples.IsEmpty) return Finding.Ok($"{plan.Point} gave no value yet.");
        return samples.Any(sample => sample.Quality != Quality.Good)
            ? Finding.Warning($"{plan.Point} reads {read}.", $"The value can't be right: compare it with what is really there, then see calibration and wiring.")
            : Finding.Ok($"{plan.Point} reads {read}.");
    }

    // A meter's HAN port sends when it likes; until then its sensor has only the count of damaged telegrams to give.
    private static bool Listens(SensorPlan plan) => plan.Kind == "han";
}
