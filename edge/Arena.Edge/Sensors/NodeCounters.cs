namespace Arena.Edge.Sensors;

/// <summary>What the node's sensors count together since the worker's start; the node's health publishes it.</summary>
internal sealed class NodeCounters
{
    private long _pulsesLost;
    private long _failedReadings;

    /// <summary>Line events known to have been dropped before they were read.</summary>
    public long PulsesLost => Interlocked.Read(ref _pulsesLost);

    /// <summary>Readings that gave nothing.</summary>
    public long FailedReadings => Interlocked.Read(ref _failedReadings);

    public void LosePulses(long pulses) => Interlocked.Add(ref _pulsesLost, pulses);

    public void FailReading() => Interlocked.Increment(ref _failedReadings);
}
