using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>A ledger of its own for one test, of any kind.</summary>
public abstract class OpenLedger : IAsyncDisposable
{
    internal abstract ILedger Ledger { get; }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One commit.</summary>
    public abstract Task<CommitResult> CommitAsync(params Admission[] admissions);

    /// <summary>Closes it and opens it again.</summary>
    public abstract Task ReopenAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>What a node is told of its only epoch.</summary>
    public EpochAcknowledgement Told(string node = "pi-kitchen") => Assert.Single(Ledger.AcknowledgementFor(node).Epochs);
}
