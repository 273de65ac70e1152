using System.Net;
using System.Security.Cryptography.X509Certificates;
using Arena.Ingest.Api;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Subscription;
using Arena.Site;

namespace Arena.Ingest.Hosting;

/// <summary>Checked settings: everything they name exists and can be used.</summary>
internal sealed record RunOptions
{
    public required SiteManifest Site { get; init; }

    /// <summary>Existing, writable folder.</summary>
    public required string Data { get; init; }

    public required string MqttHost { get; init; }

    public required int MqttPort { get; init; }

    /// <summary>Password of the user <c>ingest</c>, or null for an anonymous connection.</summary>
    public string? MqttPassword { get; init; }

    /// <summary>Authorities of the broker's certificate, or null for a plain connection.</summary>
    public X509Certificate2Collection? TlsAuthorities { get; init; }

    public X509Certificate2? TlsCertificate { get; init; }

    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>0 for any free port.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>InfluxDB, or null for SQLite.</summary>
    public InfluxOptions? Influx { get; init; }

    public DecodingRules Rules { get; init; } = new();

    public FlowLimits Flow { get; init; } = new();

    public ApiOptions Api { get; init; } = new();
}
