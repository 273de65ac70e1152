using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>
/// Reads what is left of an outbox: its own tables through SQLite as far as that goes, its batches from the pages themselves. Nothing is guessed: a
/// batch counts when its SHA-256 is right.
/// </summary>
internal sealed class OutboxSalvage : IDisposable
{
    private const long MostSamples = 5_000;

    private static readonly UnixTime Earliest = UnixTime.From(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly UnixTime Latest = UnixTime.From(new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly PageFile _pages;
    private readonly BatchScan _scan;
    private readonly SqliteConnection? _connection;
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();
    private readonly SortedDictionary<long, FoundAt> _found = [];
    private readonly SequenceSet _declared = new();
    private readonly Dictionary<string, SeriesState> _series = new(StringComparer.Ordinal);

    private OutboxSalvage(string path, int pageBytes)
    {
        _pages = new PageFile(path, pageBytes);
        _scan = new BatchScan(_pages);
        _connection = TryConnect(path);
        Head = SalvagedHead.Read(_connection);
    }

    /// <summary>Its own tables.</summary>
    public SalvagedHead Head { get; }

    /// <summary>Its epoch: as its batches say, else as its own row says; null when neither can be read.</summary>
    public Epoch? Epoch { get; private set; }

    /// <summary>Highest number that is known to have been sealed.</summary>
    public long Highest => Math.Max(_found.Count > 0 ? _found.Keys.Last() : 0, Head.Highest > 0 || Head.Gone.Count == 0 ? Head.Highest : Head.Gone[^1].Last);

    /// <summary>Numbers of the batches that can be read, in order, apart from those that were declared missing before.</summary>
    public IEnumerable<long> Batches => _found.Keys.Where(sequence => !_declared.Contains(sequence));

    /// <summary>Numbers declared missing by gaps that will still be delivered, or have been.</summary>
    public SequenceSet Declared => _declared;

    /// <summary>State of every series: as it was kept, or else after the newest sample that was found.</summary>
    public IReadOnlyCollection<SeriesState> Series => _series.Values;

    /// <summary>Reads a file. Where nobody can tell any more how large its pages are, the size by which most batches are found is the right one.</summary>
    public static OutboxSalvage Open(string path)
    {
        var best = default(OutboxSalvage);
        foreach (var pageBytes in PageFile.SizesOf(path))
        {
            var salvage = Open(path, pageBytes);
            if (best is null || salvage._found.Count > best._found.Count) (best, salvage) = (salvage, best);
            salvage?.Dispose();
        }

        return best!;
    }

    private static OutboxSalvage Open(string path, int pageBytes)
    {
        var salvage = new OutboxSalvage(path, pageBytes);
        try
        {
            salvage.FindBatches();
            return salvage;
        }
        catch
        {
            salvage.Dispose();
            throw;
        }
    }

    /// <summary>Reads a batch that was found. The content is good until the next call.</summary>
    public BatchReading Read(long sequence)
    {
        _reader.Read(_scan.Read(_found[sequence])!.Payload, _reading);
        return _reading;
    }

    /// <summary>What the file still tells of a batch whose bytes are lost; null when that can't be true either.</summary>
    public (UnixTime From, UnixTime To, long Samples)? Told(long sequence)
    {
        var rows = SalvagedHead.AsFarAsReadable(
            _connection,
            FormattableString.Invariant($"SELECT coalesce(from_time, sealed_at), coalesce(to_time, sealed_at), samples FROM batches WHERE seq = {sequence}"),
            row => (new UnixTime(row.GetInt64(0)), new UnixTime(row.GetInt64(1)), row.GetInt64(2)));
        return rows.Where(row => row is { Item3: >= 0 and <= MostSamples } && row.Item1 <= row.Item2 && row.Item1 > Earliest && row.Item2 < Latest)
            .Select(row => ((UnixTime, UnixTime, long)?)row).FirstOrDefault();
    }

    /// <summary>The connection to what SQLite can still read, for tables of others; null when it can read nothing.</summary>
    public SqliteConnection? Connection => _connection;

    public void Dispose()
    {
        _connection?.Dispose();
        _pages.Dispose();
    }

    private static SqliteConnection? TryConnect(string path)
    {
        try
        {
            return OutboxFile.Connect(path, SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException error) when (OutboxFile.IsDamage(error))
        {
            return null;
        }
    }

    private void FindBatches()
    {
        var byEpoch = new Dictionary<Epoch, SortedDictionary<long, FoundAt>>();
        foreach (var (at, batch) in _scan.All())
        {
            _reader.Read(batch.Payload, _reading);
            if (_reading.Epoch is not { } epoch || _reading.Sequence is not { } sequence) continue;
            if (!byEpoch.TryGetValue(epoch, out var found)) byEpoch[epoch] = found = [];
            if (!found.TryAdd(sequence, at)) continue;
            Learn(epoch);
        }

        Epoch = byEpoch.Count > 0 ? byEpoch.MaxBy(found => found.Value.Count).Key : Head.Epoch;
        foreach (var (sequence, at) in Epoch is { } own && byEpoch.TryGetValue(own, out var batches) ? batches : []) _found.Add(sequence, at);
        foreach (var state in Head.Series) Keep(state, _series);
        foreach (var run in Head.Gone.Where(run => run.DeclaredIn is { } number && (number <= Head.Proven || _found.ContainsKey(number))))
            _declared.Add(new SequenceRange(run.First, run.Last));
    }

    private void Learn(Epoch epoch)
    {
        foreach (var gap in _reading.Gaps.Where(gap => gap.Batches?.Epoch == epoch)) _declared.Add(new SequenceRange(gap.Batches!.First, gap.Batches.Last));
        foreach (var sample in _reading.Samples.Where(sample => !sample.Quality.HasFlag(Quality.Thinned))) Keep(SeriesCheck.After(sample), _series);
    }

    private static void Keep(SeriesState state, Dictionary<string, SeriesState> series)
    {
        var name = state.Series.ToString();
        if (!series.TryGetValue(name, out var known) || known.Newest <= state.Newest) series[name] = state;
    }
}
