using Arena.Ingest.Tests.Servers;

namespace Arena.Ingest.Tests.Ledger.Postgres;

public sealed class SharedArrivalOrderTests(PostgresServer server) : ArrivalOrderContract
{
    // Each takes a dozen schemas and some hundred round trips.
    protected override int Histories => 6;

    protected override async Task<OpenLedger> CreateAsync() => await SharedLedger.CreateAsync(server);
}

public sealed class SharedDeclaredGapTests(PostgresServer server) : DeclaredGapContract
{
    protected override async Task<OpenLedger> CreateAsync() => await SharedLedger.CreateAsync(server);
}

public sealed class SharedChainTests(PostgresServer server) : ChainContract
{
    protected override async Task<OpenLedger> CreateAsync() => await SharedLedger.CreateAsync(server);
}
