using System.Text.Json;
using Arena.Wire;

namespace Arena.Benchmarks.Edge;

/// <summary>What came of one node: how much, and when the first.</summary>
internal sealed class Heard
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _samples;
    private long _messages;

    /// <summary>Completes with the first message.</summary>
    public Task First => _first.Task;

    /// <summary>When the first message came.</summary>
    public DateTimeOffset FirstMessageAt { get; private set; }

    /// <summary>The earliest sample in it.</summary>
    public UnixTime FirstSample { get; private set; }

    public long Samples => Interlocked.Read(ref _samples);

    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Takes a pack of SenML.</summary>
    public void Take(ReadOnlyMemory<byte> payload, DateTimeOffset now)
    {
        using var pack = JsonDocument.Parse(payload);
        var (count, earliest, baseTime) = (0, double.MaxValue, 0.0);
        foreach (var record in pack.RootElement.EnumerateArray())
        {
            if (record.TryGetProperty("bt", out var time)) baseTime = time.GetDouble();
            if (!record.TryGetProperty("v", out _) && !record.TryGetProperty("vb", out _)) continue;
            count++;
            earliest = Math.Min(earliest, baseTime + (record.TryGetProperty("t", out var offset) ? offset.GetDouble() : 0));
        }

        Interlocked.Add(ref _samples, count);
        Interlocked.Increment(ref _messages);
        if (_first.Task.IsCompleted || count == 0) return;
        (FirstMessageAt, FirstSample) = (now, UnixTime.FromMilliseconds((long)(earliest * 1000)));
        _first.TrySetResult();
    }
}
