using Arena.Benchmarks.EndToEnd;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Api;

/// <summary>
/// An <c>arena.db</c> with a year behind it: one series with a sample each ten seconds, its neighbours with one each ten minutes, stored in the order of time
/// as they would have come, and rolled up.
/// </summary>
internal sealed class YearFile(BenchVenue venue)
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan NeighboursPace = TimeSpan.FromMinutes(10);

    private const int BatchSamples = 500;
    private const int Days = 365;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Epoch _epoch = Epoch.New();
    private readonly string _node = BenchVenue.Node(0);
    private long _sequence;

    /// <summary>The series that is asked for.</summary>
    public SeriesName Series => venue.Name(0, venue.Counters);

    /// <summary>Writes it.</summary>
    /// <param name="folder">Folder of <c>arena.db</c>.</param>
    /// <param name="end">End of the year.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(string folder, UnixTime end, CancellationToken cancellationToken)
    {
        var storage = Stores.Sqlite(new ArenaFileOptions { Directory = folder }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var store = storage.Store;
        await store.OpenAsync(cancellationToken);
        for (var day = Days; day > 0; day--)
            await store.CommitAsync(DayFrom(end - (day * Day)), cancellationToken);
        while (await storage.Roller.TurnAsync(TimeSpan.Zero, cancellationToken) > 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private List<Admission> DayFrom(UnixTime start)
    {
        var neighbours = Enumerable.Range(0, venue.SeriesPerNode).Select(number => venue.Name(0, number)).Where(name => name != Series).ToArray();
        var samples = new List<Sample>();
        for (var at = TimeSpan.Zero; at < Day; at += Pace)
        {
            samples.Add(new Sample(Series, start + at, Value(at)));
            if (at.Ticks % NeighboursPace.Ticks == 0)
                samples.AddRange(neighbours.Select(name => new Sample(name, start + at, Value(at))));
        }

        return [.. samples.Chunk(BatchSamples).Select(Batch)];
    }

    // As a sensor of a sixteenth of a degree gives them.
    private static double Value(TimeSpan at) => 15 + (Math.Round(Math.Sin(at / Day * Math.Tau) * 16 * 8) / 16);

    private Admission Batch(Sample[] samples) => new()
    {
        Topic = new Topic(BenchVenue.Site, _node, TopicKind.Data).ToString(),
        Node = _node,
        Id = new BatchId(_node, _epoch, ++_sequence),
        Hash = BitConverter.GetBytes(UInt128.CreateTruncating(_sequence)),
        Received = samples[^1].Time,
        Samples = samples,
        Quarantined = [],
    };
}
