using System.Buffers;
using System.Runtime.CompilerServices;
using Arena.Ingest.Figures;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Store.Sqlite;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Samples and rollups in InfluxDB; ledger, quarantine and dirty hours in <c>arena.db</c>, written after the database has confirmed the
/// samples: between the two a crash leaves samples that the next resend finds again.
/// </summary>
internal sealed partial class InfluxSampleStore : IRollupStore
{
    // Held while a commit is judged and its first request made, and by what must not run beside a commit.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CommitTurns _turns = new();
    private readonly ArenaFile _file;
    private readonly ICommitLedger _ledger;
    private readonly InfluxOptions _options;
    private readonly InfluxClient _client;
    private readonly ILineWriter _writer;
    private readonly InfluxReader _reader;
    private readonly LineSender _sender;
    private readonly WriteMarks _marks;
    private readonly MarkReader _markReader;
    private readonly TimeProvider _time;
    private readonly LineCatalogue _catalogue;
    private readonly IdentityCheck _identity;
    private readonly InfluxRollups _rollups;
    private readonly SeriesTable _series = new();
    private readonly ILogger _logger;
    private bool _understands;
    private TimeSpan? _retention;

    public InfluxSampleStore(
        ArenaFile file, ICommitLedger ledger, InfluxOptions options, SiteManifest site, HttpClient http, TimeProvider time, ILogger<InfluxSampleStore> logger,
        FigurePlan? plan = null)
    {
        (_file, _ledger, _options, _time, _logger) = (file, ledger, options, time, logger);
        _client = new InfluxClient(options, http, time);
        _writer = LineWriters.Make(options, _client, http, time);
        _reader = new InfluxReader(_client, site.Site, time);
        _marks = new WriteMarks(site.Site, ledger.Instance, time);
        _markReader = new MarkReader(_client, options, site.Site, ledger.Instance);
        _sender = new LineSender(_writer, options, _marks);
        _catalogue = new LineCatalogue(site);
        _identity = new IdentityCheck(_reader, _catalogue);
        Dirty = new DirtyHours(time);
        _rollups = new InfluxRollups(_reader, new LineSender(_writer, options), _catalogue, _series, Dirty);
        Figures = new InfluxFigures(
            new LineSender(_writer, options), _reader, _catalogue, site, ledger.Instance is { Length: > 0 } instance ? instance : null, () => _understands, options.Url, logger);
        Due = new DueFigures(file, plan);
        foreach (var part in (IFilePart[])[_series, Dirty, _marks, Due])
            file.Add(part);
    }

    public DirtyHours Dirty { get; }

    /// <summary>Computed values, in the same database.</summary>
    public InfluxFigures Figures { get; }

    /// <summary>What is to be computed anew of hours that were rolled up.</summary>
    public DueFigures Due { get; }

    public bool IsOpen { get; private set; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await _file.OpenAsync(cancellationToken);
            await _ledger.OpenAsync(cancellationToken);
            if (_options.Api == InfluxApi.V1)
                await _client.CreateDatabaseAsync(cancellationToken);
            await _writer.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
            _understands = await _reader.UnderstandsAsync(cancellationToken);
            if (_understands)
                await _identity.OpenAsync(cancellationToken);
            else
                LogNoInfluxQl(_options.Url);
            await CompareAsync(cancellationToken);
            IsOpen = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        InfluxCommit commit;
        try
        {
            if (!IsOpen)
                throw new StoreUnavailableException("the store has not been opened yet");
            commit = await BeginAsync(admissions, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }

        using (commit)
            return await FinishAsync(commit, cancellationToken);
    }

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        return _reader.SamplesAsync(series, from.Microseconds, to.Microseconds, cancellationToken);
    }

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(
        SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromMicroseconds(1));
        return _rollups.WindowsAsync(series, from.Microseconds, to.Microseconds, every.Ticks / TimeSpan.TicksPerMicrosecond, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        return await _reader.LatestAsync(cancellationToken);
    }

    public async ValueTask RollAsync(IReadOnlyList<DirtyHour> hours, CancellationToken cancellationToken)
    {
        // Without reads there is nothing to compute from: the hours are let go.
        var done = _understands ? await _rollups.RollAsync(hours, _logger, cancellationToken) : hours;
        await _file.WriteAsync(
            () =>
            {
                foreach (var hour in done)
                {
                    Dirty.Clean(hour);
                    if (_understands && _series.Knows(hour.Series))
                        Due.Stage(_series[hour.Series], hour.Hour);
                }
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        IsOpen = false;
        if (_ledger is IAsyncDisposable apart)
            await apart.DisposeAsync();
        await _file.DisposeAsync();
    }

    // 1 what is to be written → 2 which of it is known → 3 the samples are on their way, and the next commit may begin
    private async ValueTask<InfluxCommit> BeginAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        var turn = _turns.Next();
        CommitPlan? plan = null;
        SampleLines? lines = null;
        var verdicts = ArrayPool<LedgerVerdict>.Shared.Rent(admissions.Count);
        try
        {
            await _ledger.JudgeAsync(admissions, verdicts.AsMemory(0, admissions.Count), cancellationToken);
            plan = new CommitPlan(admissions, verdicts, _catalogue, Earliest()); // 1
            await _identity.JudgeAsync(plan, _understands, turn.WaitAsync, cancellationToken); // 2
            _marks.Generation = _understands ? _ledger.Generation : 0;
            var before = _marks.Last;
            lines = new SampleLines(plan);
            return new InfluxCommit(plan, lines, turn, before, lines.SendAsync(_sender, cancellationToken)); // 3
        }
        catch
        {
            lines?.Dispose();
            plan?.Dispose();
            turn.End(durable: false);
            throw;
        }
        finally
        {
            ArrayPool<LedgerVerdict>.Shared.Return(verdicts);
        }
    }

    // 4 the database has confirmed them → 5 in its turn: ledger, quarantine, dirty hours
    private async Task<CommitResult> FinishAsync(InfluxCommit commit, CancellationToken cancellationToken)
    {
        var durable = false;
        try
        {
            var mark = await commit.ConfirmedAsync(); // 4
            await commit.Turn.WaitAsync();
            var result = await _ledger.WriteAsync(commit.Plan.Outcomes(), mark, () => StageBeside(commit.Plan.Samples), cancellationToken); // 5
            durable = true;
            return result;
        }
        finally
        {
            commit.Turn.End(durable);
        }
    }

    private void StageBeside(ReadOnlySpan<PendingSample> samples)
    {
        Spoil(samples);
        Dirty.Write();
        _marks.Write();
    }

    // Whatever the ledger says of its batch: where a sample was written, the rollups are old.
    private void Spoil(ReadOnlySpan<PendingSample> samples)
    {
        foreach (ref readonly var pending in samples)
        {
            if (!pending.IsWritten)
                continue;
            var series = pending.Series;
            Dirty.Stage(series.Number > 0 ? series.Number : NumberOf(series), pending.Sample.Time.Microseconds);
        }
    }

    // A number that is only staged may be taken back: it is remembered with a later sample.
    private int NumberOf(WrittenSeries series)
    {
        if (!_series.TryGet(series.Name, out var durable))
            return _series.Stage(series.Name);
        return series.Number = durable;
    }

    private void ThrowIfUnreadable([CallerMemberName] string operation = "")
    {
        if (!IsOpen)
            throw new StoreUnavailableException("the store has not been opened yet");
        if (!_understands)
        {
            throw new ReadNotSupportedException(
                $"{operation}: the database at {_options.Url} takes line protocol but has no InfluxQL (VictoriaMetrics). Read it with its own query language, or use InfluxDB or the SQLite store");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database at {Url} has no InfluxQL: samples are written there, but not read, rolled up, or checked for another value of the same time; and if it forgets or is restored from a backup, nobody notices.")]
    private partial void LogNoInfluxQl(Uri url);
}
