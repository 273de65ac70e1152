using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Hosting;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.People;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Ingest.Tests.Hosting;

/// <summary>TLS that ingest ends itself, with real certificates and real connections.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arena-https-");
    private readonly HandClock _clock = new();

    private string Certificate => Path.Combine(_folder.FullName, "board.pem");

    private string Key => Path.Combine(_folder.FullName, "board.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_board_is_served_over_TLS_and_names_are_told_to_stay_with_it()
    {
        var thumbprint = Make();
        await using var ingest = await RunningIngest.StartAsync(https: new HttpsOptions(0, Certificate, Key));
        using var byName = await GetAsync(ingest, "localhost", thumbprint);
        Assert.Equal(HttpStatusCode.OK, byName.StatusCode);
        Assert.Equal("max-age=604800", Assert.Single(byName.Headers.GetValues("Strict-Transport-Security")));
        using var byAddress = await GetAsync(ingest, "127.0.0.1", thumbprint);
        Assert.False(byAddress.Headers.Contains("Strict-Transport-Security"));
        using var plain = await ingest.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_certificate_that_is_renewed_is_used_without_a_restart_and_one_that_is_broken_is_not()
    {
        using var log = new LoggedLines();
        var first = Make();
        await using var ingest = await RunningIngest.StartAsync(https: new HttpsOptions(0, Certificate, Key), time: _clock, replace: services => services.AddLogging(logging => logging.AddProvider(log)));
        using var before = await GetAsync(ingest, "localhost", first);

        await File.WriteAllTextAsync(Certificate, "nothing", TestContext.Current.CancellationToken);
        _clock.MoveOn(TimeSpan.FromMinutes(1));
        using var meanwhile = await GetAsync(ingest, "localhost", first);
        Assert.Contains(log.Lines, line => line.Contains("can't be used", StringComparison.Ordinal));

        var second = Make();
        File.SetLastWriteTimeUtc(Certificate, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
        _clock.MoveOn(TimeSpan.FromMinutes(1));
        using var after = await GetAsync(ingest, "localhost", second);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task An_expired_certificate_is_told_in_the_log_and_measuring_goes_on()
    {
        using var log = new LoggedLines();
        var thumbprint = Make(days: -1);
        await using var ingest = await RunningIngest.StartAsync(https: new HttpsOptions(0, Certificate, Key), replace: services => services.AddLogging(logging => logging.AddProvider(log)));
        using var answer = await GetAsync(ingest, "localhost", thumbprint);
        Assert.Contains(log.Lines, line => line.Contains("expired at", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_of_three_options_and_files_that_are_no_certificate_are_clear_faults()
    {
        var reader = new SettingsReader(new RunSettings { Site = "x", HttpsPort = "8443" });
        Assert.Null(reader.Read());
        Assert.Contains("--https-port, --https-certificate and --https-key belong together: name all three or none.", reader.Faults);
        File.WriteAllText(Certificate, "nothing");
        reader = new SettingsReader(new RunSettings { Site = "x", HttpsPort = "8443", HttpsCertificate = Certificate, HttpsKey = Key });
        Assert.Null(reader.Read());
        Assert.Contains(reader.Faults, fault => fault.StartsWith($"--https-certificate {Certificate} with --https-key {Key} can't be used", StringComparison.Ordinal));
    }

    // Trusts the one certificate it is told.
    private static async Task<HttpResponseMessage> GetAsync(RunningIngest ingest, string host, string thumbprint)
    {
        var port = ingest.Service<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).Single(address => address.Scheme == "https").Port;
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => ((X509Certificate2)certificate!).Thumbprint == thumbprint } };
        using var http = new HttpClient(handler);
        return await http.GetAsync(new Uri($"https://{host}:{port}/healthz"), TestContext.Current.CancellationToken).WithinAsync();
    }

    private string Make(int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(days));
        File.WriteAllText(Certificate, made.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        return made.Thumbprint;
    }
}
