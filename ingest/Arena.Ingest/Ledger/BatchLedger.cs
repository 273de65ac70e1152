using Arena.Ingest.Store.Sqlite;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>The ledger in <c>arena.db</c>.</summary>
internal sealed class BatchLedger(ArenaFile file, ArenaFileOptions options, TimeProvider time, ILogger<BatchLedger> logger) : ILedger
{
    public long Generation => throw new NotSupportedException($"{file.GetHashCode()} {options} {time} {logger}");

    public IReadOnlyList<string> Nodes => throw new NotSupportedException();

    public LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash) => throw new NotSupportedException();

    public Acknowledgement AcknowledgementFor(string node) => throw new NotSupportedException();

    public IReadOnlyList<EpochStatus> Epochs(string node) => throw new NotSupportedException();

    public ValueTask<QuarantinePage> QuarantineAsync(string? node, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
