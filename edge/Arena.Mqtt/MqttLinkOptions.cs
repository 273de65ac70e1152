using System.Security.Cryptography.X509Certificates;

namespace Arena.Mqtt;

/// <summary>How to reach a broker and what to be there. <see cref="Faults"/> checks the ranges before a link is made.</summary>
public sealed partial record MqttLinkOptions
{
    /// <summary>Whose code makes the connections; the README of this project says how they differ.</summary>
    public MqttDriver Driver { get; init; } = MqttDriver.Mqtt5;

    /// <summary>Host name or address of the broker.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1–65535; 1883 plain, 8883 TLS.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Client identifier: unique on the broker, it names the session. 1–128 characters.</summary>
    public required string ClientId { get; init; }

    /// <summary>User name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, or null.</summary>
    public string? Password { get; init; }

    /// <summary>TLS, or null for a plain connection.</summary>
    public MqttTlsOptions? Tls { get; init; }

    /// <summary>Asked of the broker; it may lower it. 1 s–18 h. The link calls a silent peer dead after 1.5 times this.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the broker keeps the session after a disconnect; zero ends it with the connection.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.Zero;

    /// <summary>Start without what an earlier session left behind, on the link's first connection.</summary>
    public bool CleanStart { get; init; }

    /// <summary>Most QoS 1 deliveries the broker may send before we acknowledge: the back-pressure. 1–65535.</summary>
    public ushort ReceiveMaximum { get; init; } = 1024;

    /// <summary>Most QoS 1 publishes of ours without a PUBACK; the broker's own receive maximum lowers it. 1–65535.</summary>
    public ushort MaxInFlight { get; init; } = 256;

    /// <summary>Largest packet we accept, in bytes; the broker must not send a larger one, and one that does is left. 1 KiB–256 MiB.</summary>
    public int MaximumPacketBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Most payload bytes that wait for <see cref="IMqttLink.TakeDeliveries"/>; beyond it (by one packet at most) the socket is not read.
    /// 1 KiB or more.
    /// </summary>
    public long MaxBufferedBytes { get; init; } = 64 << 20;

    /// <summary>
    /// How long the socket is left alone after little was read, so that deliveries which trickle in are read together: each read costs a wake-up. Zero reads
    /// at once. Up to 1 s.
    /// </summary>
    public TimeSpan ReadPause { get; init; } = TimeSpan.Zero;

    /// <summary>What is subscribed on every connection before the link counts as online. Shared subscriptions are written $share/group/filter.</summary>
    public IReadOnlyList<MqttSubscription> Subscriptions { get; init; } = [];

    /// <summary>What the broker publishes for us when we vanish, or null.</summary>
    public MqttPublish? Will { get; init; }

    /// <summary>The first pause before another attempt to connect; later ones double, with jitter, to <see cref="MaxReconnectDelay"/>.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between attempts to connect.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take: name, TCP, TLS, CONNACK and SUBACK together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>A topic filter to subscribe to.</summary>
/// <param name="Filter">Topic filter, wildcards allowed.</param>
/// <param name="QoS">The highest quality of service to be delivered with.</param>
public readonly record struct MqttSubscription(string Filter, QoS QoS);

/// <summary>TLS towards the broker.</summary>
public sealed record MqttTlsOptions
{
    /// <summary>The authorities that may have signed the broker's certificate; null for the machine's own.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Our own certificate with its private key, or null.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Where both were read, or null. What the files hold when a connection is made takes the place of both.</summary>
    public MqttTlsFiles? Files { get; init; }

    /// <summary>The name the broker's certificate must carry; null for the host connected to.</summary>
    public string? ServerName { get; init; }
}
