using Arena.Edge.Hosting;
using Arena.Mqtt;
using Arena.Site;

namespace Arena.Edge.Doctor;

/// <summary>What doctor was told of; each part may be missing.</summary>
internal sealed record DoctorScope
{
    /// <summary>The venue; null without a manifest.</summary>
    public SiteManifest? Site { get; init; }

    /// <summary>The node this machine is.</summary>
    public SiteNode? Node { get; init; }

    /// <summary>Why the manifest can't be read.</summary>
    public IReadOnlyList<string> SiteFaults { get; init; } = [];

    /// <summary>Folder of the outboxes, which need not exist.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Address, TLS, and the node's user and password.</summary>
    public MqttLinkOptions? Broker { get; init; }

    /// <summary>Why files of TLS or the password can't be read.</summary>
    public IReadOnlyList<string> SecretFaults { get; init; } = [];

    public HardwareDriver Hardware { get; init; } = HardwareDriver.Linux;

    /// <summary>Seed of the virtual venue.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is not looked at because an option is missing: one sentence each.</summary>
    public IEnumerable<string> LeftOut
    {
        get
        {
            if (Site is null && SiteFaults.Count == 0) yield return "The node's lines, chips and calibrations: give --site and --node.";
            if (DataDirectory is null) yield return "The disk of the outbox, the outbox itself, and whether arena-edge works now: give --data.";
            if (Broker is null) yield return "The way to broker and ingest: give --mqtt, with --secrets and --tls-ca as the service has them.";
            else if (Node is null) yield return "The login at the broker, and what ingest has confirmed: give --site and --node.";
        }
    }
}
