using Arena.Wire;

namespace Arena.Ingest.Ledger;

internal sealed partial class BatchLedger
{
    public event EventHandler Renewed = (_, _) => { };

    public IReadOnlyList<MintedGeneration> Generations => _file.Read(GenerationTable.All);

    public async ValueTask<long> RenewAsync(string why, long above, CancellationToken cancellationToken)
    {
        await _file.WriteAsync(() => Mint(why, above), cancellationToken);
        return Generation;
    }

    /// <summary>Stages a new generation in the running transaction.</summary>
    public void Mint(string why, long above)
    {
        var now = UnixTime.From(_time.GetUtcNow());
        var next = Math.Max(checked(Math.Max(_generation, above) + 1), now.Milliseconds);
        _tables!.Generation.Mint(new MintedGeneration(next, now, why));
        _minted = next;
    }
}
