using System.Collections.Concurrent;
using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>One reading of a sensor with the drivers that the worker uses.</summary>
internal static class ReadingCheck
{
    /// <exception cref="SensorFault">What it said is no measurement.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public static async Task<Finding> LookAsync(SensorPlan plan, IHardware hardware, NodeClock clock, CancellationToken cancellationToken)
    {
        var samples = new ConcurrentQueue<Sample>();
        using var sensor = new SensorMaker(hardware, new CollectedSamples(samples.Enqueue), clock, new NodeCounters(), Path.GetTempPath()).Make(plan);
        sensor.Open();
        await sensor.ReadAsync(cancellationToken);
        var read = string.Join(", ", samples.Select(CollectedSamples.Words));
        if (samples.IsEmpty) return Finding.Ok($"{plan.Point} gave no value yet.");
        return samples.Any(sample => sample.Quality != Quality.Good)
            ? Finding.Warning($"{plan.Point} reads {read}.", $"The value can't be right: compare it with what is really there, then see calibration and wiring.")
            : Finding.Ok($"{plan.Point} reads {read}.");
    }
}
