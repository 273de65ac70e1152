using System.Net;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Lines;

/// <summary>The way from admissions to line protocol as a commit into InfluxDB goes it, up to a server that takes everything at once.</summary>
internal sealed class LineMaker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
    private readonly Swallow _server = new();
    private readonly HttpClient _http;
    private readonly ArenaFile _file;
    private readonly BatchLedger _ledger;
    private readonly LineCatalogue _catalogue = new(Decoding.Venue.Manifest);
    private readonly LineSender _sender;

    public LineMaker()
    {
        var options = new ArenaFileOptions { Directory = _folder };
        _file = new ArenaFile(options, NullLogger<ArenaFile>.Instance);
        _ledger = new BatchLedger(_file, options, TimeProvider.System, NullLogger<BatchLedger>.Instance);
        _http = new HttpClient(_server);
        var influx = new InfluxOptions { Url = new Uri("http://localhost") };
        _sender = new LineSender(new InfluxClient(influx, _http, TimeProvider.System), influx);
    }

    /// <summary>Bytes the server took.</summary>
    public long Bytes => _server.Bytes;

    public Task OpenAsync() => _file.OpenAsync(CancellationToken.None);

    /// <summary>Makes the lines of a commit and hands them to the server.</summary>
    public Task SendAsync(IReadOnlyList<Admission> commit)
    {
        var plan = new CommitPlan(commit, _ledger, _catalogue, new UnixTime(0));
        return new SampleLines(_catalogue, plan.Samples).SendAsync(_sender, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _file.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

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
