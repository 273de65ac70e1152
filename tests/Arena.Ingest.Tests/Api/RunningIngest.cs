using System.Net;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api;
using Arena.Ingest.Hosting;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Decoding;
using Arena.Site;
using Arena.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Ingest as it runs, in this process: real Kestrel on a free port, a real SQLite file, and a real link to whatever listens on the MQTT port.</summary>
internal sealed class RunningIngest : IAsyncDisposable
{
    /// <summary>A port on which nobody listens: for tests of the API alone.</summary>
    private const int NoBroker = 1;

    private readonly RunOptions _options;
    private readonly Action<IServiceCollection>? _replace;
    private readonly TimeProvider _time;
    private WebApplication _app = null!;

    private RunningIngest(RunOptions options, Action<IServiceCollection>? replace, TimeProvider time) => (_options, _replace, _time) = (options, replace, time);

    public HttpClient Http { get; private set; } = null!;

    public IngestFlow Flow => Service<IngestFlow>();

    /// <summary>Its data folder.</summary>
    public string Data => _options.Data;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it; returns when its store is open and, where there is a broker, its link online.</summary>
    public static async Task<RunningIngest> StartAsync(
        int mqttPort = NoBroker, ApiOptions? api = null, Action<IServiceCollection>? replace = null, TimeProvider? time = null, HttpsOptions? https = null, SiteManifest? site = null)
    {
        var options = new RunOptions
        {
            Site = site ?? Ground.Manifest,
            Data = Directory.CreateTempSubdirectory("arena-ingest-").FullName,
            MqttHost = "127.0.0.1",
            MqttPort = mqttPort,
            HttpPort = 0,
            Https = https,
            Api = api ?? new ApiOptions(),
            Flow = new FlowLimits { FirstRetry = TimeSpan.FromMilliseconds(20), LongestRetry = TimeSpan.FromMilliseconds(100), Drain = TimeSpan.FromSeconds(2) },
        };
        var running = new RunningIngest(options, replace, time ?? TimeProvider.System);
        await running.StartAsync();
        return running;
    }

    /// <summary>Ends it as SIGTERM does, lets someone at its folder, and starts it anew.</summary>
    public async Task RestartAsync(Action<string>? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke(Data);
        await StartAsync();
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Stores samples as if a foreign publisher had sent them.</summary>
    public Task StoreAsync(params Sample[] samples) => CommitAsync(samples, []);

    /// <summary>Quarantines as if a foreign publisher had sent it.</summary>
    public Task QuarantineAsync(params QuarantineEntry[] entries) => CommitAsync([], entries);

    private async Task CommitAsync(Sample[] samples, QuarantineEntry[] entries)
    {
        var admission = new Admission
        {
            Topic = Ground.MeterTopic,
            Node = Ground.MeterNode,
            Id = null,
            Hash = new byte[32],
            Received = UnixTime.From(TimeProvider.System.GetUtcNow()),
            Samples = samples,
            Quarantined = entries,
        };
        var result = await Service<ISampleStore>().CommitAsync([admission], Cancellation);
        Service<LiveState>().Stored([admission], result);
    }

    /// <summary>The answer's JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The problem that the answer is.</summary>
    public async Task<JsonElement> ProblemAsync(string path, HttpStatusCode status)
    {
        using var response = await Http.GetAsync(path, Cancellation);
        return await ProblemAsync(response, status);
    }

    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.GetProperty("fix").GetString()!);
        return problem;
    }

    /// <summary>Waits until something holds that nothing announces, looking again every 20 ms.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan? limit = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(limit ?? TimeSpan.FromSeconds(60));
        try
        {
            while (!await holds())
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"Waited in vain until {what}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_options.Data, recursive: true);
    }

    private async Task StartAsync()
    {
        _app = IngestApplication.Create(_options, _time, services =>
        {
            // Its console would be the test run's own.
            services.AddLogging(logging => logging.ClearProviders());
            _replace?.Invoke(services);
        });
        await _app.StartAsync(Cancellation);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(address) };
        if (_options.MqttPort == NoBroker)
            await UntilAsync(() => Task.FromResult(Service<StoreHealth>().Opened), "the store is open");
        else
            await Flow.Ready.WithinAsync();
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None).WithinAsync();
        await _app.DisposeAsync();
    }
}
