using System.Net;
using Arena.Benchmarks.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Wire;

namespace Arena.Benchmarks.Lines;

/// <summary>The way from admissions to line protocol as a commit into InfluxDB goes it, up to a server that takes everything at once.</summary>
internal sealed class LineMaker : IDisposable
{
    private readonly Swallow _server = new();
    private readonly HttpClient _http;
    private readonly LineCatalogue _catalogue = new(Venue.Manifest);
    private readonly LineSender _sender;

    public LineMaker()
    {
        _http = new HttpClient(_server);
        var influx = new InfluxOptions { Url = new Uri("http://localhost") };
        _sender = new LineSender(new InfluxClient(influx, _http, TimeProvider.System), influx);
    }

    /// <summary>Bytes the server took.</summary>
    public long Bytes => _server.Bytes;

    /// <summary>Makes the lines of a commit and hands them to the server.</summary>
    /// <param name="commit">The ledger knows none of it.</param>
    /// <param name="verdicts">What the ledger says of each.</param>
    public async Task SendAsync(IReadOnlyList<Admission> commit, LedgerVerdict[] verdicts)
    {
        using var plan = new CommitPlan(commit, verdicts, _catalogue, new UnixTime(0));
        using var lines = new SampleLines(plan);
        await lines.SendAsync(_sender, CancellationToken.None);
    }

    public void Dispose() => _http.Dispose();

    private sealed class Swallow : HttpMessageHandler
    {
        public long Bytes { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bytes += request.Content!.Headers.ContentLength ?? 0;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
