using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>What a consumer works between: a fresh broker and a fresh database, a folder of its own, and the load that will come.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private Stage(Load load, BenchBroker broker, BenchDatabase database) => (Load, Broker, Database) = (load, broker, database);

    public Load Load { get; }

    public BenchBroker Broker { get; }

    public BenchDatabase Database { get; }

    public static async Task<Stage> SetAsync(Load load, CancellationToken cancellationToken)
    {
        var broker = await BenchBroker.StartAsync();
        try
        {
            return new Stage(load, broker, await BenchDatabase.StartAsync(cancellationToken));
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file or folder of this run's own.</summary>
    public string Child(string name) => _folder.Child(name);

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
