namespace Arena.Ingest.Broker;

/// <summary>How the broker's configuration is made.</summary>
/// <param name="Folder">Where its files go; secrets into <c>secrets/</c> below.</param>
/// <param name="ConfiguredFolder">The same folder as the broker will see it: another path inside a container.</param>
/// <param name="Address">Address the broker listens on.</param>
/// <param name="Port">TCP port.</param>
/// <param name="AnonymousPublish">Anyone who reaches the port may publish data, and do nothing else.</param>
internal sealed record BrokerOptions(string Folder, string ConfiguredFolder, string Address, int Port, bool AnonymousPublish);
