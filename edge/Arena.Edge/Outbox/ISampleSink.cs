using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>
/// Where sensors put their samples. What is put is in memory until it is sealed; a register that counts is handed over with the sample it was
/// published in, so that both become durable together.
/// </summary>
public interface ISampleSink
{
    /// <summary>Takes a sample. Never blocks on disk or network.</summary>
    void Add(in Sample sample);

    /// <summary>Takes a counter's sample: its value is the register, restored by <see cref="RegisterOf"/> after a restart.</summary>
    void AddRegister(in Sample sample);

    /// <summary>The register's last sealed value, or null where there is none yet.</summary>
    double? RegisterOf(SeriesName series);

    /// <summary>Declares that data are missing, in the time of samples. Never blocks.</summary>
    void Declare(Gap gap);

    /// <summary>Batches that wait for their acknowledgement.</summary>
    long WaitingBatches { get; }
}
