using System.Net;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Figures.Results;
using Arena.Ingest.Forecast;
using Arena.Ingest.Insight;
using Arena.Ingest.Insight.Accounts;
using Arena.Ingest.Matches;
using Arena.Ingest.People;
using Arena.Ingest.Replay;
using Arena.Ingest.Rounds;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Said;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Subscription;
using Arena.Mqtt;
using Arena.Wire;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;

namespace Arena.Ingest.Hosting;

/// <summary>Puts the stations of ingest together.</summary>
internal static class IngestApplication
{
    /// <summary>Broker keeps the session, and what comes meanwhile, for this long.</summary>
    private static readonly TimeSpan Session = TimeSpan.FromDays(1);

    // Of several, one that is gone is dealt its share as long as its session stands: nodes offer that again, others' packs wait in the session.
    private static readonly TimeSpan SharedSession = TimeSpan.FromMinutes(1);

    /// <summary>Makes the application; nothing is connected or opened before it is started.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="replace">Puts other parts in place of some, for tests of faults.</param>
    public static WebApplication Create(RunOptions options, TimeProvider time, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        LogToStandardError(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            // With TLS nothing crosses the network in the clear: the plain port is for this machine.
            kestrel.Listen(options.Https is null ? options.Listen : IPAddress.Loopback, options.HttpPort);
            if (options.Https is { } https)
                kestrel.Listen(options.Listen, https.Port, kestrel.ApplicationServices.GetRequiredService<HttpsCertificate>().Use);
            AdminSocket.Listen(kestrel, options.Data);
        });
        builder.Services.Configure<SocketTransportOptions>(AdminSocket.Guard);

        builder.Services.AddSingleton(time);
        if (options.Https is { } certificate)
            builder.Services.AddSingleton(certificate).AddSingleton<HttpsCertificate>();
        AddStore(builder.Services, options);
        AddFlow(builder.Services, options);
        AddFigures(builder.Services, options);
        AddRounds(builder.Services, options);
        AddChecks(builder.Services, options);
        AddPeople(builder.Services, options);
        builder.Services.AddArenaApi(options.Api);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseAdminApi();
        app.UseArenaApi(options.Api);
        return app;
    }

    // Standard output carries the ready line alone.
    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Error);
    }

    private static void AddStore(IServiceCollection services, RunOptions options)
    {
        // The store says when a request fails; nobody says that each one succeeds.
        services.AddHttpClient("influx").RemoveAllLoggers();
        services.AddSingleton<FigurePlan>();
        services.AddSingleton(provider =>
        {
            var file = new ArenaFileOptions { Directory = options.Data };
            var time = provider.GetRequiredService<TimeProvider>();
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            var plan = provider.GetRequiredService<FigurePlan>();
            return options.Influx is { } influx
                ? Over(influx, provider.GetRequiredService<IHttpClientFactory>().CreateClient("influx"))
                : Stores.Sqlite(file, time, loggers, plan);

            Storage Over(InfluxOptions influx, HttpClient http) => options.Ledger is { } ledger
                ? Stores.Shared(file, influx, ledger, options.Site, http, time, loggers, plan)
                : Stores.Influx(file, influx, options.Site, http, time, loggers, plan);
        });
        services.AddSingleton(provider => provider.GetRequiredService<Storage>().Store);
        services.AddSingleton(provider => provider.GetRequiredService<Storage>().Ledger);
        if (options.Influx is not null)
            services.AddHostedService(provider => provider.GetRequiredService<Storage>().Watch!);
        if (options.Ledger is not null)
        {
            services.AddHostedService(provider => provider.GetRequiredService<Storage>().Follower!);
            services.AddHostedService<SharedView>();
        }
    }

    /// <summary>The way of a reading and what watches it, over a store and a link that are registered apart.</summary>
    internal static void AddFlow(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(options.Site);
        services.AddSingleton<VenueCatalogue>();
        services.AddSingleton(options.Rules);
        // What the database is asked before a shared commit has to include the commit before.
        services.AddSingleton(options.Ledger is null ? options.Flow : options.Flow with { MostGroups = 1 });

        services.AddSingleton(provider => MqttLinks.Create(
            LinkOptions(options), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<SeriesQuota>();
        services.AddSingleton<AdmissionPool>();
        services.AddSingleton<PayloadDecoder>();
        services.AddSingleton<CounterWatch>();
        services.AddSingleton<StoreHealth>();
        services.AddSingleton<StoreRetry>();
        services.AddSingleton<WaitingRoom>();
        services.AddSingleton<CommitGroups>();
        services.AddSingleton<GroupPace>();
        services.AddSingleton<NodeBudget>();
        services.AddSingleton<Intake>();
        services.AddSingleton(new DealtFilter(SharedFilter(options)));
        services.AddSingleton<SharedDeal>();
        services.AddSingleton<Committer>();
        services.AddSingleton<FlowCounters>();
        services.AddSingleton<Alarms>();
        services.AddSingleton<AcknowledgementPublisher>();
        services.AddSingleton<GenerationWatch>();

        services.AddSingleton<LiveChanges>();
        services.AddSingleton<NodeDirectory>();
        services.AddSingleton<MainMeters>();
        services.AddSingleton<DayTotals>();
        services.AddSingleton<BinReadings>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<LiveState>();
        services.AddSingleton<QuarantineReplay>();
        services.AddSingleton<NodeReports>();
        services.AddSingleton<Paces>();
        services.AddSingleton<NodeAccounts>();
        services.AddSingleton<Overview>();

        // Started in this order and stopped in the other: the flow drains before the rollups end.
        services.AddHostedService(provider => provider.GetRequiredService<Storage>().Roller);
        services.AddHostedService<Upkeep>();
        services.AddSingleton<IngestFlow>();
        services.AddHostedService(provider => provider.GetRequiredService<IngestFlow>());
    }

    private static void AddFigures(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(provider => provider.GetRequiredService<Storage>().Figures);
        services.AddSingleton(provider => provider.GetRequiredService<FigureStorage>().Store);
        services.AddSingleton(provider => provider.GetRequiredService<FigureStorage>().Due);
        services.AddSingleton(provider => provider.GetRequiredService<FigureStorage>().Total);
        services.AddSingleton<FigureWriter>();
        services.AddSingleton<Observations>();

        services.AddSingleton(_ => new MatchLog(options.Data));
        services.AddSingleton<MatchBook>();
        services.AddSingleton<MatchClock>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<BinReader>();
        services.AddSingleton<BinFigures>();
        services.AddSingleton<RegisterGrowth>();
        services.AddSingleton<MatchFigures>();
        services.AddSingleton<NodeCompleteness>();
        services.AddSingleton<BinTurn>();
        services.AddSingleton<NodeTurn>();
        services.AddSingleton<MatchTurn>();
        services.AddSingleton<HistoryTurn>();
        services.AddHostedService<FigureService>();
        services.AddHostedService<ObservationService>();

        services.AddSingleton<LevelReader>();
        services.AddSingleton<TodaysLevels>();
        services.AddSingleton<PastMatches>();
        services.AddSingleton<Forecasts>();
        services.AddHostedService<ForecastService>();
    }

    private static void AddRounds(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(_ => new BinLog(options.Data));
        services.AddSingleton<BinBook>();
        services.AddSingleton<BinDensities>();
        services.AddSingleton<BinBoard>();
        services.AddSingleton<RoundBoard>();
        services.AddHostedService<BinWatch>();
    }

    private static void AddChecks(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(_ => new CheckLog(options.Data));
        services.AddSingleton<CheckBook>();
        services.AddSingleton(options.Photos);
        services.AddSingleton(provider => new PhotoFolder(options.Data, options.Photos, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<PhotoRetention>();
        services.AddSingleton<CheckFigures>();
        services.AddHostedService<CheckFigureService>();
    }

    private static void AddPeople(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(_ => new PeopleLog(options.Data));
        services.AddSingleton(_ => new KeyFile(options.Data));
        services.AddSingleton<PeopleBook>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Pins>();
        services.AddSingleton<PinPauses>();

        // What the record of who did what is made of.
        services.AddSingleton<ISaidLog>(provider => provider.GetRequiredService<MatchLog>());
        services.AddSingleton<ISaidLog>(provider => provider.GetRequiredService<BinLog>());
        services.AddSingleton<ISaidLog>(provider => provider.GetRequiredService<CheckLog>());
        services.AddSingleton<ISaidLog>(provider => provider.GetRequiredService<PeopleLog>());
    }

    // Null where this service gets all messages itself.
    private static string? SharedFilter(RunOptions options) =>
        options.Ledger is null ? null : $"$share/{options.Share}/{Topic.AllNodes(options.Site.Site, TopicKind.Data)}";

    internal static MqttLinkOptions LinkOptions(RunOptions options)
    {
        var site = options.Site.Site;
        var data = Topic.AllNodes(site, TopicKind.Data);
        var shared = options.Ledger is not null;
        return new MqttLinkOptions
        {
            Driver = options.MqttDriver,
            Host = options.MqttHost,
            Port = options.MqttPort,
            ClientId = options.Ledger is { Instance: var instance } ? $"arena-ingest-{site}-{instance}" : $"arena-ingest-{site}",
            UserName = options.MqttPassword is null ? null : "ingest",
            Password = options.MqttPassword,
            Tls = options.Tls,
            SessionExpiry = shared ? SharedSession : Session,
            CleanStart = false,
            ReceiveMaximum = options.Flow.ReceiveMaximum,
            MaxBufferedBytes = options.Flow.MostBufferedBytes,
            ReadPause = options.Flow.ReadPause,
            Subscriptions =
            [
                new MqttSubscription(SharedFilter(options) ?? data, QoS.AtLeastOnce),
                new MqttSubscription(Topic.AllNodes(site, TopicKind.Meta), QoS.AtLeastOnce),
                new MqttSubscription(Topic.AllNodes(site, TopicKind.State), QoS.AtLeastOnce),
                new MqttSubscription(Topic.AllNodes(site, TopicKind.Ack), shared ? QoS.AtLeastOnce : QoS.AtMostOnce),
            ],
        };
    }
}
