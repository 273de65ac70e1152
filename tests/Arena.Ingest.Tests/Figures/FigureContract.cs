using System.Security.Cryptography;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Figures.Results;
using Arena.Ingest.Insight;
using Arena.Ingest.Insight.Accounts;
using Arena.Ingest.Matches;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

/// <summary>What figures are, over every store that keeps them: samples go in as commits, are rolled up, and the figures are computed from them.</summary>
public abstract partial class FigureContract : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-figures-").FullName;
    private readonly Outbox _outbox = new(MatchGround.Node);
    private BinTurn _bins = null!;
    private NodeTurn _nodes = null!;
    private MatchTurn _matches = null!;
    private MatchLog _log = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A name no other test uses.</summary>
    protected string Unique { get; } = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private protected Storage Storage { get; private set; } = null!;

    private protected ManualTime Time { get; } = new();

    private protected MatchBook Book { get; private set; } = null!;

    private protected HistoryTurn History { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var catalogue = new VenueCatalogue(MatchGround.Site);
        var meters = new MainMeters(catalogue);
        var plan = new FigurePlan(catalogue, meters);
        await OpenAsync(plan);
        var (due, figures) = (Storage.Figures.Due, Storage.Figures.Store);
        var changes = new LiveChanges();
        var accounts = new NodeAccounts(catalogue, new Paces(catalogue), new NodeDirectory(catalogue, changes, Time), Storage.Ledger, Storage.Store, Time);
        var bins = new BinReader(catalogue, Storage.Store);
        _log = new MatchLog(_folder);
        Book = new MatchBook(MatchGround.Site, _log);
        _bins = new BinTurn(due, new BinFigures(bins, figures, Time));
        _nodes = new NodeTurn(due, new NodeCompleteness(catalogue, accounts, plan, figures), catalogue, plan, Time);
        _matches = new MatchTurn(due, new MatchFigures(plan, meters, new RegisterGrowth(Storage.Store), bins, figures), Book, Time);
        History = new HistoryTurn(due, catalogue, plan, Storage.Store, Time);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected abstract Storage Make(string folder, FigurePlan? plan);

    private protected Task OpenAsync(FigurePlan? plan)
    {
        Storage = Make(_folder, plan);
        return Storage.Store.OpenAsync(Cancellation);
    }

    private protected async Task CloseAsync()
    {
        _log.Dispose();
        await Storage.Store.DisposeAsync();
    }

    /// <summary>Ends and begins anew over the same folder.</summary>
    private protected async Task ReopenAsync()
    {
        await CloseAsync();
        await InitializeAsync();
    }

    /// <summary>Makes the folder one of an Arena that kept no figures yet.</summary>
    private protected async Task ForgetFiguresAsync()
    {
        await using var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "arena.db"), Pooling = false }.ToString());
        await file.OpenAsync(Cancellation);
        await using var drop = file.CreateCommand();
        drop.CommandText = "DROP TABLE figure_due";
        await drop.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>The clock is moved to so many minutes from kick-off.</summary>
    private protected void GoTo(int minute) => Time.Advance(MatchGround.KickOff + TimeSpan.FromMinutes(minute) - UnixTime.From(Time.GetUtcNow()));

    /// <summary>Samples are stored: minutes from kick-off, and values.</summary>
    private protected async Task StoreAsync(SeriesName series, params (int Minute, double Value)[] samples) =>
        await Storage.Store.CommitAsync([_outbox.Batch([.. samples.Select(sample => At(series, sample.Minute, sample.Value))])], Cancellation);

    /// <summary>Stores the same value each minute.</summary>
    private protected Task StoreStillAsync(SeriesName series, int from, int to, double value) =>
        StoreAsync(series, [.. Enumerable.Range(from, to - from).Select(minute => (minute, value))]);

    /// <summary>Rolls up what is dirty.</summary>
    private protected async Task RollAsync()
    {
        while (await Storage.Roller.TurnAsync(TimeSpan.Zero, Cancellation) > 0)
        {
        }
    }

    /// <summary>Rolls up what is dirty, and computes what is due of it.</summary>
    private protected async Task ComputeAsync()
    {
        await RollAsync();
        await History.RunAsync(Rest, Cancellation);
        await _matches.PhasesAsync(Rest, Cancellation);
        await _bins.RunAsync(Rest, Cancellation);
        await _matches.RunAsync(Rest, Cancellation);
        await _nodes.RunAsync(Rest, Cancellation);
    }

    private protected Task TodayAsync() => _nodes.TodayAsync(Rest, Cancellation).AsTask();

    /// <summary>Figures of a subject with their minutes from kick-off.</summary>
    private protected async Task<List<(int Minute, double Value)>> FiguresAsync(FigureField field, string subject) =>
        await Storage.Figures.Store.ReadAsync(new FigureName(field, subject), MatchGround.KickOff - TimeSpan.FromDays(100), MatchGround.KickOff + TimeSpan.FromDays(100), Cancellation)
            .Select(figure => ((int)(figure.Time - MatchGround.KickOff).TotalMinutes, Math.Round(figure.Value, 3))).ToListAsync(Cancellation);

    /// <summary>What a match has at its kick-off; null where there is nothing.</summary>
    private protected async Task<double?> ResultAsync(FigureField field, int kickOff = 0) =>
        await FiguresAsync(field, MatchGround.MatchName) is var all && all.Exists(figure => figure.Minute == kickOff) ? all.Find(figure => figure.Minute == kickOff).Value : null;

    private static ValueTask Rest() => default;

    private static Sample At(SeriesName series, int minute, double value) => new(series, MatchGround.KickOff + TimeSpan.FromMinutes(minute), value);
}
