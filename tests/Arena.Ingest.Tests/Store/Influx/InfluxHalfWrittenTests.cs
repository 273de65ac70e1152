using System.Security.Cryptography;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>A rollup that another ingest service is just writing: InfluxDB shows a line's fields one after the other.</summary>
public sealed class InfluxHalfWrittenTests(InfluxServer server) : IClassFixture<InfluxServer>, IAsyncLifetime
{
    private const string Key = "energy_1h,point=kitchen-main,site=arena";
    private const string Rest = "active_power_w_sum=8,active_power_w_min=3,active_power_w_max=5,active_power_w_first=3,active_power_w_last=5";
    private static readonly UnixTime Hour = Outbox.Noon - TimeSpan.FromHours(1);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-half-").FullName;
    private readonly string _database = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly FirstAnswer _between = new("energy_1h");
    private ISampleStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = Stores.Influx(
            new ArenaFileOptions { Directory = _folder },
            new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = _database },
            Venue.Site, new HttpClient(_between), TimeProvider.System, NullLoggerFactory.Instance).Store;
        await _store.OpenAsync(Cancellation);
        await server.WriteAsync(_database, $"{Key} active_power_w_count=2 {Hour.Microseconds}");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _between.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_read_when_it_is_whole()
    {
        _between.Then = () => server.WriteAsync(_database, $"{Key} {Rest} {Hour.Microseconds}");

        var window = Assert.Single(await _store.AggregateAsync(Venue.Power, Hour, Outbox.Noon, OneHour, Cancellation).ToListAsync(Cancellation));

        Assert.Equal(new AggregatedWindow(Hour, 2, 8, 3, 5, 3, 5), window);
        Assert.True(_between.Answered);
    }

    [Fact]
    public async Task One_that_stays_half_is_an_unavailable_store_and_no_window_with_a_guess_in_it()
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _store.AggregateAsync(Venue.Power, Hour, Outbox.Noon, OneHour, Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("1h rollup of kitchen-main/active_power", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Does something once the first question about a measurement has its answer.</summary>
    private sealed class FirstAnswer(string measurement) : DelegatingHandler(new SocketsHttpHandler())
    {
        public Func<Task>? Then { get; set; }

        public bool Answered { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asks = request.Content is FormUrlEncodedContent form && (await form.ReadAsStringAsync(cancellationToken)).Contains(measurement, StringComparison.Ordinal);
            var response = await base.SendAsync(request, cancellationToken);
            if (asks && !Answered && Then is not null)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                Answered = true;
                await Then();
            }

            return response;
        }
    }
}
