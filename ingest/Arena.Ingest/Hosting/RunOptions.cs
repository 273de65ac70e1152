using System.Net;
using Arena.Ingest.Api;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger.Postgres;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Subscription;
using Arena.Mqtt;
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

    /// <summary>Whose code makes the connection to the broker.</summary>
    public MqttDriver MqttDriver { get; init; } = MqttDriver.Mqtt5;

    /// <summary>Password of the user <c>ingest</c>, or null for an anonymous connection.</summary>
    public string? MqttPassword { get; init; }

    /// <summary>TLS towards the broker, or null for a plain connection.</summary>
    public MqttTlsOptions? Tls { get; init; }

    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>0 for any free port.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>TLS of the API and the board, or null for plain HTTP alone.</summary>
    public HttpsOptions? Https { get; init; }

    /// <summary>How long photos of checks are kept, and how much of them.</summary>
    public PhotoBounds Photos { get; init; } = new();

    /// <summary>InfluxDB, or null for SQLite.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>Ledger shared with other ingest services, or null for one of its own in <see cref="Data"/>.</summary>
    public PostgresOptions? Ledger { get; init; }

    /// <summary>Group of the shared subscription by which those services share the messages.</summary>
    public string Share { get; init; } = "arena-ingest";

    public DecodingRules Rules { get; init; } = new();

    public FlowLimits Flow { get; init; } = FlowLimits.Paced;

    public ApiOptions Api { get; init; } = new();
}
