using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.EndToEnd.Tests.Processes;
using Arena.Ingest.Tests.Servers;

namespace Arena.Benchmarks.ScaleOut;

/// <summary>Ingest services that share a subscription, and PostgreSQL for their ledger; or one that has a ledger of its own.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly List<ChildProcess> _services = [];
    private PostgresProcess? _postgres;

    /// <summary>What all services have used of the processors.</summary>
    public double ProcessorSeconds => _services.Sum(service => ProcessorTime.Of(service.Id));

    /// <summary>What PostgreSQL has, its children that live included.</summary>
    public double LedgerSeconds => _postgres is null ? 0 : ProcessorTime.Of(_postgres.Id) + Children(_postgres.Id).Sum(ProcessorTime.Of);

    /// <param name="stage">Broker, database and load.</param>
    /// <param name="services">How many share a ledger; 0 for one with its own.</param>
    /// <param name="published">Arena's programs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Crew> StartAsync(Stage stage, int services, Published published, CancellationToken cancellationToken)
    {
        var crew = new Crew();
        try
        {
            await crew.StartInTurnAsync(stage, services, published, cancellationToken);
            return crew;
        }
        catch
        {
            await crew.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">One of them ended.</exception>
    public void ThrowIfEnded()
    {
        if (_services.Find(service => service.HasExited) is { } ended)
            throw new InvalidOperationException($"an ingest service ended. It said:\n{ended.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private async Task StartInTurnAsync(Stage stage, int services, Published published, CancellationToken cancellationToken)
    {
        if (services == 0)
        {
            _services.Add(await Consumer.Arena(published).StartAsync(stage, cancellationToken));
            return;
        }

        _postgres = new PostgresProcess();
        await _postgres.InitializeAsync();
        var (site, secrets) = (stage.Child("site.yaml"), Directory.CreateDirectory(stage.Child("secrets")).FullName);
        await BenchManifest.WriteAsync(stage.Load.Venue, site, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets, "ledger.password"), _postgres.Password, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets, "ingest.mqtt"), "the bench's broker takes anyone", cancellationToken);
        for (var number = 1; number <= services; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"number-{number}");
            _services.Add(await published.StartIngestAsync(
                "run", "--site", site, "--data", Directory.CreateDirectory(stage.Child(name)).FullName,
                "--mqtt", $"127.0.0.1:{stage.Broker.Port}", "--http", "0", "--secrets", secrets, "--influx", stage.Database.Address, "--influx-api", "v1",
                "--ledger", $"postgresql://{PostgresProcess.User}@{_postgres.Host}/postgres", "--instance", name));
        }

        foreach (var service in _services)
            await service.LineAsync("arena-ingest ready");
    }

    // Field 4 of proc_pid_stat(5) is the parent; one that has just ended is left out.
    private static List<int> Children(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent)
                    children.Add(id);
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
        }

        return children;
    }
}
