using System.Security.Cryptography;
using Arena.Ingest.Store;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store;

/// <summary>What every sample store must do, run against each of them with the real thing behind it.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-store-").FullName;

    internal static NullLoggerFactory Loggers => NullLoggerFactory.Instance;

    /// <summary>A name no other test uses.</summary>
    protected string Unique { get; } = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private protected Storage Storage { get; private set; } = null!;

    private protected ISampleStore Store => Storage.Store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        Storage = Make(_folder);
        await Store.OpenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected abstract Storage Make(string folder);

    /// <summary>Starts what the storage needs, before it is made.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    private protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await InitializeAsync();
    }

    private protected async Task<CommitResult> CommitAsync(params Admission[] admissions) => await Store.CommitAsync(admissions, Cancellation);

    private protected async Task<List<Sample>> ReadAllAsync(SeriesName series) =>
        await Store.ReadAsync(series, Outbox.Noon - TimeSpan.FromDays(4000), Outbox.Noon + TimeSpan.FromDays(4000), Cancellation)
            .Select(sample => new Sample(series, sample.Time, sample.Value, sample.Quality)).ToListAsync(Cancellation);

    private protected async Task<List<AggregatedWindow>> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every) =>
        await Store.AggregateAsync(series, from, to, every, Cancellation).ToListAsync(Cancellation);

    private protected async Task RollAllAsync()
    {
        while (await Storage.Roller.TurnAsync(TimeSpan.Zero, Cancellation) > 0)
        {
        }

        Assert.Equal(0, Storage.Roller.Waiting);
    }
}
