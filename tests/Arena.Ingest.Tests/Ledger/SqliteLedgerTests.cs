namespace Arena.Ingest.Tests.Ledger;

public sealed class SqliteArrivalOrderTests : ArrivalOrderContract
{
    protected override async Task<OpenLedger> CreateAsync() => await SqliteLedger.CreateAsync();
}

public sealed class SqliteDeclaredGapTests : DeclaredGapContract
{
    protected override async Task<OpenLedger> CreateAsync() => await SqliteLedger.CreateAsync();
}

public sealed class SqliteChainTests : ChainContract
{
    protected override async Task<OpenLedger> CreateAsync() => await SqliteLedger.CreateAsync();
}
