using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Network;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Uplink;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Xunit;
using static Arena.Edge.Tests.Doctor.BoardCheckTests;

namespace Arena.Edge.Tests.Doctor;

/// <summary>Over real brokers.</summary>
public sealed class BrokerCheckTests
{
    private const string Secret = "kulram-9417";
    private static readonly Topic Ack = new("arena-x", "node-roof", TopicKind.Ack);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task A_name_that_is_not_there_and_a_port_on_which_nobody_listens_fail_each_for_itself()
    {
        Expect(CheckStatus.Failed, "is not found", await Path("no-such-broker.invalid", 1883).NameAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Ok, "by its address", await Path("127.0.0.1", 1).NameAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Ok, "127.0.0.1", await Path("localhost", 1).NameAsync(Cancel).WithinAsync());

        // Port 1 of loopback is nobody's.
        var closed = Path("127.0.0.1", 1);
        Expect(CheckStatus.Failed, "can't be reached", await closed.PortAsync(Cancel).WithinAsync());
        Assert.False(closed.IsReached);
    }

    [Fact]
    public async Task The_right_password_is_let_in_and_a_wrong_one_is_told_without_being_shown()
    {
        await using var broker = await WithPasswordAsync();
        var path = Path("127.0.0.1", broker.Port);
        Expect(CheckStatus.Ok, "Something listens", await path.PortAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Skipped, "not encrypted", await path.TlsAsync(Cancel).WithinAsync());

        var right = Login(broker, Secret);
        Expect(CheckStatus.Ok, "lets the node in as node-roof", await right.LookAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Warning, "never confirmed a batch", IngestCheck.Look(right, null, Clock.GetUtcNow()));

        var wrong = Login(broker, "guess-5512");
        var refused = await wrong.LookAsync(Cancel).WithinAsync();
        Expect(CheckStatus.Failed, "the broker refused", refused);
        Assert.DoesNotContain("guess-5512", refused.ToString(), StringComparison.Ordinal);
        Expect(CheckStatus.Skipped, "not let in", IngestCheck.Look(wrong, null, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task What_ingest_has_confirmed_is_compared_with_what_the_node_has_sealed()
    {
        await using var broker = new MosquittoBroker();
        await broker.InitializeAsync();
        await using var ingest = await TestIngest.StartAsync(broker, Ack with { Kind = TopicKind.Data });
        var (epoch, now) = (Epoch.New(), Clock.GetUtcNow());
        var terminal = new SequenceSet();
        terminal.Add(new SequenceRange(1, 7));
        await ingest.AcknowledgeAsync(new Acknowledgement(UnixTime.From(now).Milliseconds, [new EpochAcknowledgement(epoch, terminal)]));

        var login = Login(broker, null);
        Expect(CheckStatus.Ok, "anonymously", await login.LookAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Ok, "has confirmed 7 batches of this node", IngestCheck.Look(login, null, now));
        Expect(CheckStatus.Ok, "7 of the 7 batches of this outbox: all", IngestCheck.Look(login, Outbox(epoch, 7, null), now));
        Expect(CheckStatus.Ok, "7 of the 9 batches", IngestCheck.Look(login, Outbox(epoch, 9, now.AddMinutes(-1)), now));
        Expect(CheckStatus.Failed, "The oldest one waits since", IngestCheck.Look(login, Outbox(epoch, 9, now.AddHours(-1)), now));
        Expect(CheckStatus.Failed, "more than it has sealed", IngestCheck.Look(login, Outbox(epoch, 3, null), now));
        Expect(CheckStatus.Failed, "confirmed nothing of this outbox", IngestCheck.Look(login, Outbox(Epoch.New(), 3, now.AddHours(-1)), now));
        Expect(CheckStatus.Skipped, "has sealed nothing", IngestCheck.Look(login, Outbox(Epoch.New(), 0, null), now));

        await ingest.SayAsync("nonsense"u8.ToArray());
        Expect(CheckStatus.Ok, "anonymously", await login.LookAsync(Cancel).WithinAsync());
        Expect(CheckStatus.Failed, "is no acknowledgement", IngestCheck.Look(login, null, now));
    }

    [Fact]
    public async Task A_broker_of_our_authority_is_secure_and_one_of_another_is_not()
    {
        using var authority = new TestAuthority("Arena");
        using var other = new TestAuthority("Somebody else");
        using var certificate = authority.Sign("127.0.0.1");
        await using var secure = await MosquittoBroker.StartAsync(
            "allow_anonymous true\ncertfile {folder}/broker.pem\nkeyfile {folder}/broker.key",
            ("broker.pem", certificate.ExportCertificatePem()),
            ("broker.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));

        // The test authority signs for 20 days.
        Expect(CheckStatus.Warning, "ends in", await TlsAsync(authority));
        Expect(CheckStatus.Failed, "TLS with the broker fails", await TlsAsync(other));

        async Task<Finding> TlsAsync(TestAuthority trusted)
        {
            var path = new BrokerPath(Broker("127.0.0.1", secure.Port) with { Tls = new MqttTlsOptions { Authorities = trusted.Trusted } }, Clock);
            Expect(CheckStatus.Ok, "Something listens", await path.PortAsync(Cancel).WithinAsync());
            return await path.TlsAsync(Cancel).WithinAsync();
        }
    }

    /// <summary>A broker that knows one node by its password.</summary>
    internal static async Task<MosquittoBroker> WithPasswordAsync()
    {
        using var folder = new Hosting.DataFolder();
        var file = System.IO.Path.Combine(folder.Path, "passwords");
        using var tool = Process.Start("mosquitto_passwd", ["-b", "-c", file, "node-roof", Secret]);
        await tool.WaitForExitAsync(Cancel).WithinAsync("mosquitto_passwd");
        return await MosquittoBroker.StartAsync("allow_anonymous false\npassword_file {folder}/passwords", ("passwords", await File.ReadAllTextAsync(file, Cancel)));
    }

    internal static string Password => Secret;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MqttLinkOptions Broker(string host, int port) => new() { Host = host, Port = port, ClientId = "doctor" };

    private static BrokerPath Path(string host, int port) => new(Broker(host, port), Clock);

    private static BrokerLogin Login(MosquittoBroker broker, string? password) =>
        new(Ack, password is null ? Broker("127.0.0.1", broker.Port) : Broker("127.0.0.1", broker.Port) with { UserName = "node-roof", Password = password }, Clock);

    private static OutboxStatus Outbox(Epoch epoch, long sealedBatches, DateTimeOffset? oldest) =>
        new("node-roof", epoch, sealedBatches, 1, 0, 0, oldest is null ? 0 : 2, 2, 10, 4096, oldest is { } time ? UnixTime.From(time) : null);
}
