using Arena.Ingest.Ledger.Postgres;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Arena.Ingest.Tests.Servers.PostgresServer))]

namespace Arena.Ingest.Tests.Servers;

/// <summary>One PostgreSQL for all tests, started by the first that needs it: each has a schema, or a database, of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PostgresProcess? _process;

    /// <summary>How a ledger reaches it; skips the test where PostgreSQL is not installed.</summary>
    internal async Task<PostgresOptions> OptionsAsync(string instance = "one")
    {
        if (PostgresProcess.Missing is { } missing)
            Assert.Skip(missing);
        await _gate.WaitAsync();
        try
        {
            if (_process is null)
            {
                _process = new PostgresProcess();
                await _process.InitializeAsync();
            }
        }
        finally
        {
            _gate.Release();
        }

        return new PostgresOptions { Hosts = _process.Host, Database = "postgres", User = PostgresProcess.User, Password = _process.Password, Instance = instance };
    }

    /// <summary>Runs statements behind the ledger's back, in the schema of a site.</summary>
    public async Task<object?> ExecuteAsync(string site, string statements)
    {
        await using var source = PostgresSource.Create(await OptionsAsync("hand"), site);
        await using var command = source.CreateCommand(statements);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Makes a database, for what can't have a schema of its own.</summary>
    public async Task<string> DatabaseAsync(string name)
    {
        await ExecuteAsync("public", $"CREATE DATABASE \"{name}\"");
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_process is not null)
            await _process.DisposeAsync();
        _gate.Dispose();
    }
}
