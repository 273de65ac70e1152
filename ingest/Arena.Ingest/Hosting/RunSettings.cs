namespace Arena.Ingest.Hosting;

/// <summary>What <c>arena-ingest run</c> was asked, as text: command line first, then the environment (<c>ARENA_MQTT</c> for <c>--mqtt</c>).</summary>
internal sealed record RunSettings
{
    public string? Site { get; init; }

    public string? Data { get; init; }

    public string? Mqtt { get; init; }

    public string? MqttDriver { get; init; }

    public string? Listen { get; init; }

    public string? Http { get; init; }

    public string? HttpsPort { get; init; }

    public string? HttpsCertificate { get; init; }

    public string? HttpsKey { get; init; }

    /// <summary>Who needs to sign in: <c>away</c> or <c>always</c>.</summary>
    public string? SignIn { get; init; }

    public string? Store { get; init; }

    public string? Influx { get; init; }

    public string? InfluxApi { get; init; }

    public string? InfluxDriver { get; init; }

    public string? InfluxDatabase { get; init; }

    public string? InfluxOrg { get; init; }

    public string? Ledger { get; init; }

    public string? LedgerTls { get; init; }

    public string? LedgerCa { get; init; }

    public string? Instance { get; init; }

    public string? Share { get; init; }

    public string? Board { get; init; }

    public string? Secrets { get; init; }

    public string? TlsCa { get; init; }

    public string? TlsCert { get; init; }

    public string? TlsKey { get; init; }

    public string? RetentionDays { get; init; }

    public string? PhotoDays { get; init; }

    public string? PhotoMegabytes { get; init; }

    /// <summary>Names between commas.</summary>
    public string? AllowHost { get; init; }
}
