using System.Threading.Channels;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>A commit that was begun and waits for the test to say what becomes of it: true lets it be made, false fails it.</summary>
internal sealed record HeldCommit(IReadOnlyList<long?> Sequences, TaskCompletionSource<bool> Fate);

/// <summary>The real store behind a gate, so that commits overlap.</summary>
internal sealed class HeldStore(ISampleStore store) : ISampleStore
{
    private readonly Channel<HeldCommit> _begun = Channel.CreateUnbounded<HeldCommit>();

    public ValueTask<HeldCommit> NextAsync(CancellationToken cancellationToken) => _begun.Reader.ReadAsync(cancellationToken);

    /// <summary>Whether a commit was begun that nobody has asked for.</summary>
    public bool HasMore => _begun.Reader.TryPeek(out _);

    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        var held = new HeldCommit(
            [.. admissions.Select(admission => admission.Id?.Sequence)], new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _begun.Writer.WriteAsync(held, cancellationToken);
        if (!await held.Fate.Task.WaitAsync(cancellationToken))
            throw new StoreUnavailableException("as a test");
        return await store.CommitAsync(admissions, cancellationToken);
    }

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        store.ReadAsync(series, from, to, cancellationToken);

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) =>
        store.AggregateAsync(series, from, to, every, cancellationToken);

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => store.LatestAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
