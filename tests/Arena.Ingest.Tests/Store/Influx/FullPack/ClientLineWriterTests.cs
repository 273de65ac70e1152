using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Influx.Client;

namespace Arena.Ingest.Tests.Store.Influx.FullPack;

/// <summary>The writer on InfluxDB.Client keeps the contract.</summary>
public sealed class ClientLineWriterTests : LineWriterContract
{
    private protected override ILineWriter Make(InfluxOptions options, HttpClient http) => new ClientLineWriter(options, http, TimeProvider.System);
}
