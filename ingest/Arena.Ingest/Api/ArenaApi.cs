using System.IO.Compression;
using System.Text.Json;
using Arena.Ingest.Api.Checks;
using Arena.Ingest.Api.Figures;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Api.Matches;
using Arena.Ingest.Api.Matches.Export;
using Arena.Ingest.Api.People;
using Arena.Ingest.Api.Rounds;
using Arena.Ingest.Api.Samples;
using Microsoft.AspNetCore.ResponseCompression;

namespace Arena.Ingest.Api;

/// <summary>The HTTP side of ingest: API, health, OpenAPI and the board, in the order a request passes them.</summary>
internal static class ArenaApi
{
    public static IServiceCollection AddArenaApi(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton(options);
        services.AddLive();
        services.AddSingleton<Naming>();
        services.AddSingleton<AskedSpan>();
        services.AddMatchExport();
        services.AddSingleton<SignInTries>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<PeopleDesk>();
        services.AddSingleton<Invitation>();
        services.AddSingleton<MatchDesk>();
        services.AddSingleton<CalendarImport>();
        services.AddSingleton<MatchReports>();
        services.AddSingleton<BinDesk>();
        services.AddSingleton<BinStoryReader>();
        services.AddSingleton<CheckDesk>();
        services.AddSingleton<TrialDesk>();
        services.AddSingleton<ILiveSection, BinsSection>();
        services.AddSingleton<ILiveSection, RoundSection>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Encoder = ApiJson.Encoder;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        services.AddRateLimit(options);
        services.AddOpenApi("v1", OpenApiText.Describe);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes =
            [
                "application/json", "application/problem+json", "application/x-ndjson", "text/csv", "text/html", "text/css", "text/javascript", "image/svg+xml",
            ];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        // A quarter fewer bytes than at the fastest level: a phone in a crowd waits for bytes, not for this processor.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        return services;
    }

    public static void UseArenaApi(this WebApplication app, ApiOptions options)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Problems>();
        app.UseStatusCodePages(context => Problems.WriteBareAsync(context.HttpContext));
        app.UseMiddleware<HostGuard>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<BodyBound>();
        app.UseRateLimiter();
        app.UseMiddleware<RightGuard>();
        app.UseBoard(options);

        HealthEndpoints.Map(app.MapGroup("").Needing(Right.View));
        var api = app.MapGroup("/api/v1").NeedingTheStore();
        var open = api.MapGroup("").Needing(Right.View);
        CatalogueEndpoints.Map(open);
        SamplesEndpoint.Map(open);
        LiveEndpoint.Map(open);
        InsightEndpoints.Map(open);
        CompletenessEndpoint.Map(open);
        ForecastEndpoints.Map(open);
        RoundEndpoint.Map(open);
        QuarantineEndpoints.Map(open);
        FiguresEndpoint.Map(open);
        MatchEndpoints.Map(api);
        BinEndpoints.Map(api);
        CheckEndpoints.Map(api);
        SessionEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        RecordEndpoint.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json").Needing(Right.View);
    }
}
