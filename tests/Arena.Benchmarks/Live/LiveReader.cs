using System.Text;
using System.Text.Json;
using Arena.Wire;

namespace Arena.Benchmarks.Live;

/// <summary>A reading as the live stream told it.</summary>
/// <param name="Point">Its point.</param>
/// <param name="Quantity">Its quantity.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Came">When the reader had it, by the same clock.</param>
internal readonly record struct LiveReading(string Point, string Quantity, UnixTime Time, UnixTime Came);

/// <summary>A plain reader of <c>/api/v1/live</c>: hands on each reading of its <c>samples</c> events.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private LiveReader(string address, Action<LiveReading> taken) => _reading = ReadAsync(new Uri($"{address}/api/v1/live"), taken);

    /// <summary>Connects; the snapshot has come when this returns.</summary>
    public static async Task<LiveReader> ConnectAsync(string address, Action<LiveReading> taken, CancellationToken cancellationToken)
    {
        var reader = new LiveReader(address, taken);
        await (await Task.WhenAny(reader._began.Task, reader._reading)).WaitAsync(cancellationToken);
        return reader;
    }

    /// <exception cref="InvalidOperationException">The stream had ended before.</exception>
    public async ValueTask DisposeAsync()
    {
        var broken = _reading.IsCompleted;
        await _end.CancelAsync();
        try
        {
            await _reading;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _end.Dispose();
        _http.Dispose();
        if (broken) throw new InvalidOperationException("the live stream ended by itself");
    }

    private async Task ReadAsync(Uri stream, Action<LiveReading> taken)
    {
        using var answer = await _http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, _end.Token);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_end.Token), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        var samples = false;
        while (await lines.ReadLineAsync(_end.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                samples = line == "event: samples";
            else if (samples && line.StartsWith("data: ", StringComparison.Ordinal))
                Take(line.AsMemory("data: ".Length), taken);
            else if (line.Length == 0)
                _began.TrySetResult();
        }
    }

    private static void Take(ReadOnlyMemory<char> data, Action<LiveReading> taken)
    {
        using var told = JsonDocument.Parse(data);
        var came = UnixTime.From(TimeProvider.System.GetUtcNow());
        foreach (var sample in told.RootElement.GetProperty("samples").EnumerateArray())
        {
            var time = UnixTime.From(sample.GetProperty("t").GetDateTimeOffset());
            taken(new LiveReading(sample.GetProperty("point").GetString()!, sample.GetProperty("quantity").GetString()!, time, came));
        }
    }
}
