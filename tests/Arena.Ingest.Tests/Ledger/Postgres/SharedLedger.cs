using System.Security.Cryptography;
using Arena.Ingest.Ledger;
using Arena.Ingest.Ledger.Postgres;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Ingest.Tests.Ledger.Postgres;

/// <summary>One instance at a ledger in PostgreSQL, and a database in memory: only the ledger is under test.</summary>
public sealed class SharedLedger : OpenLedger
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-shared-").FullName;
    private readonly PostgresOptions _options;
    private readonly TimeProvider _time;
    private ArenaFile _file = null!;
    private PostgresLedger _ledger = null!;
    private readonly Dictionary<(SeriesName, UnixTime), double> _database = [];
    private long _mark;

    private SharedLedger(PostgresOptions options, string site, TimeProvider time) => (_options, Site, _time) = (options, site, time);

    /// <summary>Names its schema.</summary>
    public string Site { get; }

    internal override ILedger Ledger => _ledger;

    internal PostgresLedger Own => _ledger;

    /// <summary>A site nobody has a ledger of.</summary>
    public static string NewSite() => $"site-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>Opens an instance, at a ledger of its own or at that of another.</summary>
    public static Task<SharedLedger> CreateAsync(PostgresServer server, string instance = "one", SharedLedger? beside = null, TimeProvider? time = null) =>
        CreateAsync(server, instance, beside?.Site ?? NewSite(), time);

    public static async Task<SharedLedger> CreateAsync(PostgresServer server, string instance, string site, TimeProvider? time = null)
    {
        var ledger = new SharedLedger(await server.OptionsAsync(instance), site, time ?? TimeProvider.System);
        await ledger.OpenAsync();
        return ledger;
    }

    public override async Task<CommitResult> CommitAsync(params Admission[] admissions)
    {
        var verdicts = new LedgerVerdict[admissions.Length];
        await _ledger.JudgeAsync(admissions, verdicts, Cancellation);
        return await WriteAsync(verdicts, admissions);
    }

    /// <summary>The second half of a commit: what was judged is with the database.</summary>
    internal ValueTask<CommitResult> WriteAsync(LedgerVerdict[] verdicts, Admission[] admissions) => _ledger.WriteAsync(
        admissions.Select((admission, place) => verdicts[place] == LedgerVerdict.New ? Stored(admission) : new AdmissionOutcome { Admission = admission }).ToArray(),
        ++_mark, () => { }, Cancellation);

    // The first value of an identity stays.
    private AdmissionOutcome Stored(Admission admission)
    {
        var outcome = new AdmissionOutcome { Admission = admission };
        foreach (var sample in admission.Samples)
        {
            if (_database.TryAdd((sample.Series, sample.Time), sample.Value))
                outcome.Stored++;
            else if (_database[(sample.Series, sample.Time)] is var stored && stored.Equals(sample.Value))
                outcome.Duplicates++;
            else
                (outcome.Quarantined ??= []).Add(CommitTally.Conflict(sample, stored));
        }

        return outcome;
    }

    /// <summary>Leaves the ledger, as a program that ends does.</summary>
    public Task DisposeConnectionsAsync() => CloseAsync();

    public override async Task ReopenAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        var bounds = new ArenaFileOptions { Directory = _folder };
        _file = new ArenaFile(bounds, NullLogger<ArenaFile>.Instance);
        _ledger = new PostgresLedger(_options, Site, _file, bounds, _time, NullLogger<PostgresLedger>.Instance);
        await _file.OpenAsync(Cancellation);
        await _ledger.OpenAsync(Cancellation);
    }

    private async Task CloseAsync()
    {
        await _ledger.DisposeAsync();
        await _file.DisposeAsync();
    }
}
