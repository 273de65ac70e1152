using System.Net;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Between the store and a real InfluxDB: while it forgets, writes are answered with 204 and go nowhere.</summary>
internal sealed class Forgetful() : DelegatingHandler(new SocketsHttpHandler())
{
    public bool Forgets { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Forgets && request.RequestUri!.AbsolutePath.EndsWith("/write", StringComparison.Ordinal)
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent))
            : base.SendAsync(request, cancellationToken);
}
