using Arena.Ingest.Hosting;
using Arena.Ingest.Ledger.Postgres;
using Xunit;

namespace Arena.Ingest.Tests.Hosting;

/// <summary>What a shared ledger is told on the command line, and what is refused there.</summary>
public sealed class LedgerSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-settings-").FullName;

    private RunSettings Settings => new()
    {
        Site = Path.Combine(Repository, "hardware", "sites", "borlange-energi-arena.yaml"),
        Data = Path.Combine(_folder, "Ingest 1"),
        Mqtt = "127.0.0.1",
        Influx = "http://127.0.0.1:8086",
    };

    private static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Arena.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_it_ingest_is_alone()
    {
        var options = new SettingsReader(Settings).Read()!;

        Assert.Null(options.Ledger);
        var link = IngestApplication.LinkOptions(options);
        Assert.Equal("arena-ingest-borlange-energi-arena", link.ClientId);
        Assert.Equal("arena/v1/borlange-energi-arena/+/data", link.Subscriptions[0].Filter);
    }

    [Fact]
    public void With_it_each_instance_has_a_name_a_session_and_a_share_of_its_own()
    {
        File.WriteAllText(Path.Combine(_folder, "ingest.mqtt"), "m");
        File.WriteAllText(Path.Combine(_folder, "ledger.password"), "p\n");

        var options = new SettingsReader(Settings with { Ledger = "postgresql://arena@db.example,db2.example:5433/arena", Secrets = _folder, Share = "town" }).Read()!;

        var ledger = options.Ledger!;
        Assert.Equal(("arena", "db.example,db2.example:5433", "arena", "p", true), (ledger.User, ledger.Hosts, ledger.Database, ledger.Password, ledger.Tls));
        Assert.EndsWith("-ingest-1", ledger.Instance, StringComparison.Ordinal);
        var link = IngestApplication.LinkOptions(options);
        Assert.Equal($"arena-ingest-borlange-energi-arena-{ledger.Instance}", link.ClientId);
        Assert.Equal("$share/town/arena/v1/borlange-energi-arena/+/data", link.Subscriptions[0].Filter);
        Assert.All(link.Subscriptions.Skip(1), subscription => Assert.DoesNotContain("$share", subscription.Filter, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgresql://arena@127.0.0.1/arena", false)]
    [InlineData("postgresql://arena@localhost:5433/arena", false)]
    [InlineData("postgres://arena@[::1]:5433/arena", false)]
    [InlineData("postgresql://arena@192.0.2.7/arena", true)]
    [InlineData("postgresql://arena@127.0.0.1,192.0.2.7/arena", true)]
    public void It_is_encrypted_unless_it_stays_on_the_machine(string ledger, bool tls)
    {
        Assert.Equal(tls, new SettingsReader(Settings with { Ledger = ledger }).Read()!.Ledger!.Tls);
        Assert.False(new SettingsReader(Settings with { Ledger = ledger, LedgerTls = "off" }).Read()!.Ledger!.Tls);
        Assert.True(new SettingsReader(Settings with { Ledger = ledger, LedgerTls = "on" }).Read()!.Ledger!.Tls);
    }

    [Theory]
    [InlineData("mysql://arena@db/arena")]
    [InlineData("postgresql://db/arena")]
    [InlineData("postgresql://arena@db")]
    [InlineData("postgresql://arena@db:none/arena")]
    [InlineData("postgresql://arena@db/")]
    [InlineData("postgresql://@db/arena")]
    [InlineData("postgresql://arena@/arena")]
    public void An_address_that_is_none_says_how_one_is_written(string ledger) =>
        Assert.Contains("write postgresql://USER@HOST:PORT/DATABASE", OnlyFault(Settings with { Ledger = ledger }), StringComparison.Ordinal);

    [Fact]
    public void A_password_on_the_command_line_is_refused_and_not_repeated()
    {
        var fault = OnlyFault(Settings with { Ledger = "postgresql://arena:hunter2@db/arena" });

        Assert.Contains("ledger.password", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_a_database_that_is_shared_too() =>
        Assert.Contains("--ledger needs --influx", OnlyFault(Settings with { Ledger = "postgresql://arena@db/arena", Influx = null }), StringComparison.Ordinal);

    [Fact]
    public void What_belongs_to_it_is_refused_without_it() =>
        Assert.Equal(
            ["--ledger-tls", "--ledger-ca", "--instance", "--share"],
            Faults(Settings with { LedgerTls = "on", LedgerCa = "ca.pem", Instance = "one", Share = "town" }).Select(fault => fault.Split(' ')[0]));

    [Fact]
    public void Names_and_files_that_can_not_be_are_all_told() =>
        Assert.Equal(
            ["--ledger-tls", "--ledger-ca", "--instance", "--share"],
            Faults(Settings with { Ledger = "postgresql://arena@db/arena", LedgerTls = "perhaps", LedgerCa = "/no/such.pem", Instance = "Number One", Share = new string('a', 51) }).Select(fault => fault.Split(' ')[0]));

    [Fact]
    public void What_is_printed_of_it_holds_no_password() =>
        Assert.Equal("postgresql://db/arena", new PostgresOptions { Hosts = "db", Database = "arena", User = "arena", Password = "hunter2", Instance = "one" }.Address);

    private static string OnlyFault(RunSettings settings) => Assert.Single(Faults(settings));

    private static IReadOnlyList<string> Faults(RunSettings settings)
    {
        var reader = new SettingsReader(settings);
        Assert.Null(reader.Read());
        return reader.Faults;
    }
}
