using Arena.Ingest.Store.Influx;
using Arena.Ingest.Tests.Servers;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx.FullPack;

/// <summary>The writer on InfluxDB.Client keeps the contract against VictoriaMetrics.</summary>
public sealed class VictoriaClientStoreTests(VictoriaServer server) : VictoriaStoreContract(server), IClassFixture<VictoriaServer>
{
    private protected override InfluxDriver Driver => InfluxDriver.Client;
}
