using System.Security.Cryptography.X509Certificates;
using Arena.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

public abstract partial class MqttLinkContract
{
    [Fact]
    public async Task With_tls_and_client_certificates_the_broker_knows_the_client_by_its_certificate()
    {
        using var authority = new TestAuthority("Arena");
        using var own = authority.Sign("node-north-03");
        await using var secure = await StartTlsAsync(authority, "127.0.0.1");
        await using var link = await Link(Secure(secure.Port, authority.Trusted, own)).OnlineAsync();

        // The access list allows a client its own topics only, by the name in its certificate.
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("own/node-north-03", "mine"));
        Assert.Equal(PublishOutcome.Refused, await link.SendAsync("own/node-south-01", "not mine"));
        Assert.Equal(["mine"], await link.TakeTextsAsync(1));
    }

    [Fact]
    public async Task A_broker_of_another_authority_is_refused_with_the_reason()
    {
        using var authority = new TestAuthority("Arena");
        using var other = new TestAuthority("Somebody else");
        using var own = authority.Sign("node");
        await using var secure = await StartTlsAsync(authority, "127.0.0.1");

        Assert.Contains("authority", await RefusalAsync(Secure(secure.Port, other.Trusted, own)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_whose_certificate_has_another_name_is_refused_with_both_in_the_reason()
    {
        using var authority = new TestAuthority("Arena");
        using var own = authority.Sign("node");
        await using var secure = await StartTlsAsync(authority, "broker.example");
        var options = Secure(secure.Port, authority.Trusted, own);

        Assert.Contains("is not for '127.0.0.1'", await RefusalAsync(options), StringComparison.Ordinal);
        await using var named = await Link(options with { Tls = options.Tls! with { ServerName = "broker.example" } }).OnlineAsync();
        Assert.True(named.Status.Online);
    }

    [Fact]
    public async Task Without_a_client_certificate_a_broker_that_asks_for_one_lets_nobody_in()
    {
        using var authority = new TestAuthority("Arena");
        await using var secure = await StartTlsAsync(authority, "127.0.0.1");

        Assert.NotEmpty(await RefusalAsync(Secure(secure.Port, authority.Trusted, own: null)));
    }

    private static async Task<MosquittoBroker> StartTlsAsync(TestAuthority authority, string name)
    {
        using var certificate = authority.Sign(name);
        return await MosquittoBroker.StartAsync(
            """
            cafile {folder}/ca.pem
            certfile {folder}/broker.pem
            keyfile {folder}/broker.key
            require_certificate true
            use_identity_as_username true
            acl_file {folder}/acl
            """,
            ("ca.pem", authority.Certificate.ExportCertificatePem()),
            ("broker.pem", certificate.ExportCertificatePem()),
            ("broker.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            ("acl", "pattern readwrite own/%u\n"));
    }

    private MqttLinkOptions Secure(int port, X509Certificate2Collection authorities, X509Certificate2? own) => Subscribed("own/#") with
    {
        Port = port,
        Tls = new MqttTlsOptions { Authorities = authorities, ClientCertificate = own },
    };

    private async Task<string> RefusalAsync(MqttLinkOptions options)
    {
        await using var link = Link(options);
        var before = link.Status;
        link.Start();
        var status = await link.StatusAsync(status => status != before);
        Assert.False(status.Online);
        return status.Reason!;
    }
}
