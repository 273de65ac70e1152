using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx.FullPack;

/// <summary>The store keeps its contract with InfluxDB.Client as its writer, against a real InfluxDB 1.6 that a handler gives the address of 2.</summary>
public sealed class ClientStoreTests : StoreContract, IClassFixture<InfluxServer>
{
    private readonly InfluxServer _server;
    private readonly HttpClient _http = new(new AsTwo());

    public ClientStoreTests(InfluxServer server) => _server = server;

    [Fact]
    public async Task A_point_the_server_refuses_is_quarantined_with_its_words_and_its_neighbours_are_stored()
    {
        await _server.WriteAsync(Unique, "energy,point=elsewhere active_energy_import_wh=\"text\" 1795348800000000");
        Sample[] samples = [.. Outbox.Samples(Venue.Power, 40), .. Outbox.Samples(Venue.Energy, 2), .. Outbox.Samples(Venue.Filling, 5)];

        var result = await CommitAsync(new Outbox().Batch(samples));

        Assert.Equal((45, 2), (result.StoredSamples, result.QuarantinedSamples));
        Assert.Equal(Outbox.Samples(Venue.Energy, 2), result.Refused);
        Assert.Contains("field type conflict", (await Storage.Ledger.QuarantineAsync(null, 10, Cancellation)).Items[0].Entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_gone_makes_the_commit_fail_and_the_same_call_succeeds_once_it_is_back()
    {
        var batch = new Outbox().Batch(Outbox.Samples(Venue.Power, 10));
        await _server.KillAsync();

        Assert.Contains("can't be reached", (await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(batch))).Message, StringComparison.Ordinal);

        await _server.StartAsync();
        Assert.Equal(10, (await CommitAsync(batch)).StoredSamples);
        Assert.Equal(10, (await ReadAllAsync(Venue.Power)).Count);
    }

    // What 2 makes of a bucket's name, 1.x is asked for.
    private protected override async Task PrepareAsync() => await _server.ExecuteAsync(Unique, $"CREATE DATABASE \"{Unique}\"");

    private protected override Storage Make(string folder) => Stores.Influx(
        new ArenaFileOptions { Directory = folder },
        new InfluxOptions { Url = _server.Url, Database = Unique, Driver = InfluxDriver.Client, MaxLines = 64, Gzip = true },
        Venue.Site, _http, TimeProvider.System, Loggers);

    /// <summary>Takes /api/v2/write to /write, as InfluxDB 1.8 does by itself; the rest passes.</summary>
    private sealed class AsTwo() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (address.AbsolutePath == "/api/v2/write")
            {
                var bucket = address.Query[1..].Split('&').Single(part => part.StartsWith("bucket=", StringComparison.Ordinal))["bucket=".Length..];
                request.RequestUri = new Uri(address, $"/write?db={bucket}");
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
