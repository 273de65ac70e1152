using Arena.Ingest.Figures;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>Samples, ledger, quarantine and rollups in one file: whatever a commit does is one transaction.</summary>
internal sealed class SqliteSampleStore : IRollupStore
{
    private readonly ArenaFile _file;
    private readonly BatchLedger _ledger;
    private readonly ArenaFileOptions _options;
    private readonly SeriesTable _series = new();
    private readonly SampleTables _samples;
    private readonly RollupTables _rollups = new();
    private readonly SampleReader _reader;

    public SqliteSampleStore(ArenaFile file, BatchLedger ledger, ArenaFileOptions options, TimeProvider time, FigurePlan? plan = null)
    {
        (_file, _ledger, _options) = (file, ledger, options);
        Dirty = new DirtyHours(time);
        _samples = new SampleTables(_series);
        _reader = new SampleReader(file, _samples, Dirty);

        Figures = new FigureTable(file);
        Due = new DueFigures(file, plan);

        // An hour is known to be dirty before its samples can be read.
        foreach (var part in (IFilePart[])[_series, Dirty, _samples, _rollups, Figures, Due])
            file.Add(part);
    }

    public DirtyHours Dirty { get; }

    /// <summary>Computed values, in the same file.</summary>
    public FigureTable Figures { get; }

    /// <summary>What is to be computed anew of hours that were rolled up.</summary>
    public DueFigures Due { get; }

    public bool IsOpen => _file.IsOpen;

    public Task OpenAsync(CancellationToken cancellationToken) => _file.OpenAsync(cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        var commit = new CommitTally();
        await _file.WriteAsync(
            () =>
            {
                foreach (var admission in admissions)
                    Stage(admission, commit);
                _samples.Write();
                Dirty.Write();
                _ledger.Write();
            },
            cancellationToken);
        await SealAsync();
        return commit.Result();
    }

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        _series.TryGet(series, out var id)
            ? _reader.Samples(id, from.Microseconds, to.Microseconds, cancellationToken).ToAsyncEnumerable()
            : AsyncEnumerable.Empty<StoredSample>();

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(
        SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromMicroseconds(1));
        return _series.TryGet(series, out var id)
            ? _reader.Windows(id, from.Microseconds, to.Microseconds, every.Ticks / TimeSpan.TicksPerMicrosecond, cancellationToken).ToAsyncEnumerable()
            : AsyncEnumerable.Empty<AggregatedWindow>();
    }

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => new(_samples.Latest());

    public async ValueTask RollAsync(IReadOnlyList<DirtyHour> hours, CancellationToken cancellationToken)
    {
        var windows = hours.Select(hour => (Hour: hour, Windows: _reader.Roll(hour.Series, hour.Hour))).ToList();
        await _file.WriteAsync(
            () =>
            {
                foreach (var (hour, rolled) in windows)
                {
                    _rollups.WriteHour(hour.Series, rolled);
                    Dirty.Clean(hour);
                    if (_series.Knows(hour.Series))
                        Due.Stage(_series[hour.Series], hour.Hour);
                }

                foreach (var (series, day) in hours.Select(hour => (hour.Series, RollupLevels.Floor(hour.Hour, RollupLevel.Day.Window()))).Distinct())
                    _rollups.WriteDay(series, day);
            },
            cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Stage(Admission admission, CommitTally commit)
    {
        if (!commit.Admits(admission, _ledger))
            return;
        List<QuarantineEntry>? refused = null;
        foreach (ref readonly var sample in admission.SampleSpan)
        {
            var series = _series.Stage(sample.Series);
            switch (_samples.Stage(series, sample.Time, sample.Value, sample.Quality, out var stored))
            {
                case Staging.Added:
                    Dirty.Stage(series, sample.Time.Microseconds);
                    commit.Stored++;
                    break;
                case Staging.Duplicate:
                    commit.Duplicates++;
                    break;
                default:
                    (refused ??= []).Add(CommitTally.Conflict(sample, stored));
                    commit.Refused.Add(sample);
                    break;
            }
        }

        commit.Quarantine(admission, refused, _ledger);
    }

    // What was committed is durable; a head that could not be sealed stays, and the next commit tries again.
    private async ValueTask SealAsync()
    {
        if (_samples.HeadCount < _options.HeadSamples)
            return;
        try
        {
            await _file.WriteAsync(_samples.Seal, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return;
        }
    }
}
