using System.Collections.Concurrent;

namespace Arena.Ingest.Store.Influx;

/// <summary>A line the server refused, and its words.</summary>
internal readonly record struct RefusedLine(int Item, string Why);

/// <summary>What became of lines.</summary>
/// <param name="Refused">Lines the server refused; all others are stored.</param>
/// <param name="Mark">Number of the last mark that went with them, 0 for none.</param>
internal readonly record struct SentLines(IReadOnlyList<RefusedLine> Refused, long Mark);

/// <summary>
/// Sends any number of lines in requests of bounded size, one after the other. Of a refused request the culprits are found by halving: which
/// lines a server dropped can't be learnt from its answer (1.6.7's count can be wrong), and writing a line twice changes nothing.
/// </summary>
internal sealed class LineSender(ILineWriter writer, InfluxOptions options, WriteMarks? marks = null)
{
    private const int KeptBuffers = 4;
    private readonly ConcurrentBag<LineBuffer> _buffers = [];

    /// <summary>
    /// Sends lines 0 to <paramref name="count"/>; <paramref name="write"/> appends the line of a number, its line feed included. The first request is made and
    /// under way when this returns.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Some may be stored; send them all again.</exception>
    public async Task<SentLines> SendAsync(int count, Action<LineBuffer, int> write, CancellationToken cancellationToken)
    {
        var buffer = _buffers.TryTake(out var kept) ? kept : new LineBuffer();
        List<RefusedLine>? refused = null;
        var last = 0L;
        try
        {
            for (var start = 0; start < count;)
            {
                var end = Fill(buffer, start, count, write);
                await SendAsync(start, end);
                start = end;
            }

            return new SentLines(refused ?? [], last);
        }
        finally
        {
            if (_buffers.Count < KeptBuffers)
                _buffers.Add(buffer);
            else
                buffer.Dispose();
        }

        async Task SendAsync(int start, int end)
        {
            var length = buffer.Length;
            var mark = marks?.Append(buffer);
            last = mark?.Number ?? last;
            if (await writer.WriteAsync(buffer.Written, cancellationToken) is not { } why)
            {
                if (mark is { } confirmed)
                    marks!.Confirmed(confirmed);
                return;
            }

            if (end - start == 1)
            {
                // The mark must not put the blame on the sample: alone it is asked once more.
                buffer.Truncate(length);
                if (mark is null || await writer.WriteAsync(buffer.Written, cancellationToken) is not null)
                    (refused ??= []).Add(new RefusedLine(start, why));
                return;
            }

            var middle = (start + end) / 2;
            Fill(buffer, start, middle, write);
            await SendAsync(start, middle);
            Fill(buffer, middle, end, write);
            await SendAsync(middle, end);
        }
    }

    // Returns the first line that no longer fitted.
    private int Fill(LineBuffer buffer, int start, int end, Action<LineBuffer, int> write)
    {
        buffer.Truncate(0);
        for (var item = start; item < end; item++)
        {
            var before = buffer.Length;
            write(buffer, item);
            if (item == start || (item - start < options.MaxLines && buffer.Length <= options.MaxBytes))
                continue;
            buffer.Truncate(before);
            return item;
        }

        return end;
    }
}
