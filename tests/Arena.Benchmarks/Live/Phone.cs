namespace Arena.Benchmarks.Live;

/// <summary>One reader of <c>/api/v1/live</c> that takes what comes and counts its bytes, as they are on the line.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private string _tail = "";
    private long _bytes;

    private Phone(HttpResponseMessage answer)
    {
        _answer = answer;
        _reading = ReadAsync();
    }

    /// <summary>Bytes of the answer's body so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The number of what it was told last; only of one that is sent plain text.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Opens it; it has been told how things stand when this returns.</summary>
    public static async Task<Phone> OpenAsync(HttpClient http, string address, bool packed, string? lastId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (packed) request.Headers.AcceptEncoding.ParseAdd("gzip");
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var phone = new Phone(answer);
        await phone._served.Task.WaitAsync(cancellationToken);
        return phone;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _answer.Dispose();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 14];
        try
        {
            await using var body = await _answer.Content.ReadAsStreamAsync(_end.Token);
            for (var read = await body.ReadAsync(buffer, _end.Token); read > 0; read = await body.ReadAsync(buffer, _end.Token))
            {
                Interlocked.Add(ref _bytes, read);
                if (_answer.Content.Headers.ContentEncoding.Count == 0) Note(buffer.AsSpan(0, read));
                _served.TrySetResult();
            }
        }
        catch (Exception end) when (_end.IsCancellationRequested && end is OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            // Put away.
        }

        _served.TrySetException(new InvalidOperationException("the live stream ended before its first word"));
    }

    // Ingest writes what came together at once, and its number last; a number torn in two is put together with the next.
    private void Note(ReadOnlySpan<byte> piece)
    {
        var text = _tail + System.Text.Encoding.UTF8.GetString(piece);
        var at = text.LastIndexOf("\nid: ", StringComparison.Ordinal);
        if (at >= 0 && text.IndexOf('\n', at + 1) is var end and > 0) LastId = text[(at + 5)..end];
        _tail = text.Length > 64 ? text[^64..] : text;
    }
}
