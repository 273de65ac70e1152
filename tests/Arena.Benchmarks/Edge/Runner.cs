using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Edge;

/// <summary>A contestant that runs, and what it has cost within the window.</summary>
internal sealed class Runner(Contestant contestant, ChildProcess process, Heard heard, DateTimeOffset started)
{
    private ProcessCost? _before;
    private long _samplesBefore;
    private long _samples;
    private TimeSpan _window;

    public Contestant Contestant => contestant;

    public ChildProcess Process => process;

    public Heard Heard => heard;

    /// <summary>What it had cost when the window ended.</summary>
    public ProcessCost Ended { get; private set; } = null!;

    public double CpuSPerHour => (Ended.CpuS - _before!.CpuS) / _window.TotalHours;

    /// <summary>Of it, what the processes it started used.</summary>
    public double ChildrenCpuSPerHour => (Ended.ChildrenCpuS - _before!.ChildrenCpuS) / _window.TotalHours;

    public double BytesPerSample => (double)(Ended.WrittenBytes - _before!.WrittenBytes) / _samples;

    public double SamplesPerS => _samples / _window.TotalSeconds;

    /// <summary>From the process' start to the time of its first sample.</summary>
    public TimeSpan FirstReading => heard.FirstSample.ToDateTimeOffset() - started;

    /// <summary>From the process' start to its first message at the broker.</summary>
    public TimeSpan FirstMessage => heard.FirstMessageAt - started;

    public void Begin() => (_before, _samplesBefore) = (ProcessCost.Of(process.Id), heard.Samples);

    /// <exception cref="InvalidOperationException">It has ended, or nothing came of it.</exception>
    public void End(TimeSpan window)
    {
        if (process.HasExited) throw new InvalidOperationException($"{contestant.Name} ended by itself:\n{process.Output}");
        (Ended, _samples, _window) = (ProcessCost.Of(process.Id), heard.Samples - _samplesBefore, window);
        if (_samples == 0) throw new InvalidOperationException($"{contestant.Name} published nothing while it was measured:\n{process.Output}");
    }
}
