using System.Net;
using System.Threading.Channels;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Between the store and a real InfluxDB: while it holds, a write waits until the test says what becomes of it.</summary>
internal sealed class HeldWrites() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Channel<TaskCompletionSource<bool>> _held = Channel.CreateUnbounded<TaskCompletionSource<bool>>();

    public bool Holds { get; set; }

    /// <summary>The next write that waits: true lets it through, false answers 503 in the database's place.</summary>
    public ValueTask<TaskCompletionSource<bool>> NextAsync(CancellationToken cancellationToken) => _held.Reader.ReadAsync(cancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Holds || !request.RequestUri!.AbsolutePath.EndsWith("/write", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        var fate = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _held.Writer.WriteAsync(fate, cancellationToken);
        return await fate.Task.WaitAsync(cancellationToken)
            ? await base.SendAsync(request, cancellationToken)
            : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("as a test") };
    }
}
