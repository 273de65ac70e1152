using System.Collections.Concurrent;
using System.Threading.Channels;
using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Tests.Sensors;

/// <summary>A sink that keeps what it was given, in order, and knows the registers a test gave it.</summary>
internal sealed class RecordingSink : ISampleSink
{
    private readonly ConcurrentQueue<Sample> _samples = new();
    private readonly ConcurrentQueue<Gap> _gaps = new();
    private readonly ConcurrentDictionary<string, double> _registers = new(StringComparer.Ordinal);
    private readonly Channel<bool> _added = Channel.CreateUnbounded<bool>();

    public IReadOnlyList<Gap> Gaps => [.. _gaps];

    public IReadOnlyList<Sample> Samples => [.. _samples];

    public long WaitingBatches { get; set; }

    public void Restore(string series, double register) => _registers[series] = register;

    public void Add(in Sample sample)
    {
        _samples.Enqueue(sample);
        _added.Writer.TryWrite(true);
    }

    public void AddRegister(in Sample sample)
    {
        _registers[sample.Series.ToString()] = sample.Value;
        Add(sample);
    }

    public void Declare(Gap gap) => _gaps.Enqueue(gap);

    public double? RegisterOf(SeriesName series) => _registers.TryGetValue(series.ToString(), out var register) ? register : null;

    public IReadOnlyList<Sample> Of(string series) => [.. _samples.Where(sample => sample.Series.ToString() == series)];

    public IReadOnlyList<Sample> Of(Quantity quantity) => [.. _samples.Where(sample => sample.Series.Quantity == quantity)];

    /// <summary>Waits until a sample fits, or fails with a clear message after half a minute.</summary>
    public async Task<Sample> WaitForAsync(Func<Sample, bool> fits, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (true)
            {
                if (Samples.Where(fits).Take(1).ToArray() is [var found]) return found;
                await _added.Reader.ReadAsync(limit.Token);
            }
        }
        catch (OperationCanceledException expired)
        {
            throw new TimeoutException($"No sample came within 30 s: {what}", expired);
        }
    }
}
