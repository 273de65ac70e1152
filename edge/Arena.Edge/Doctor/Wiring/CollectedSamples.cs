using System.Globalization;
using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>Takes what a sensor measured and hands it on; nothing is kept or sent. Registers begin at 0.</summary>
internal sealed class CollectedSamples(Action<Sample> take) : ISampleSink
{
    public long WaitingBatches => 0;

    public void Add(in Sample sample) => take(sample);

    public void AddRegister(in Sample sample) => take(sample);

    public double? RegisterOf(SeriesName series) => null;

    public void Declare(Gap gap)
    {
    }

    /// <summary><c>12.5 Cel</c>, with what is known against it.</summary>
    public static string Words(Sample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Series.Quantity.Name} {sample.Value} {sample.Series.Quantity.Unit}{(sample.Quality == Quality.Good ? "" : $" ({sample.Quality})")}");
}
