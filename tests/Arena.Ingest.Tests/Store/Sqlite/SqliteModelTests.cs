using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Sqlite;

/// <summary>Whatever comes in whatever order, through head, chunks and reopening: the store holds what a sorted dictionary would.</summary>
public sealed class SqliteModelTests
{
    private const int Commits = 25;

    private static readonly Gen<(int Second, int Value)[]> Commit =
        (from second in Gen.Choose(0, 400) from value in Gen.Choose(0, 1) select (second, value)).ArrayOf(12);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(10_000)]
    public async Task Any_order_of_new_known_and_contradicting_samples_leaves_the_first_values(int headSamples)
    {
        foreach (var commits in Commit.ArrayOf(Commits).Sample(12, 8))
            await PlayAsync(commits, headSamples);
    }

    private static async Task PlayAsync((int Second, int Value)[][] commits, int headSamples)
    {
        var folder = Directory.CreateTempSubdirectory("arena-model-").FullName;
        var model = new SortedDictionary<UnixTime, double>(Comparer<UnixTime>.Create((one, other) => one.CompareTo(other)));
        var options = new ArenaFileOptions { Directory = folder, HeadSamples = headSamples };
        var store = await OpenAsync(options);
        for (var number = 0; number < commits.Length; number++)
        {
            Sample[] samples = [.. commits[number].Select(one => new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(one.Second), one.Value))];
            var result = await store.CommitAsync([Outbox.Foreign(samples)], default);
            var (stored, duplicates, conflicts) = Play(model, samples);
            Assert.Equal((stored, duplicates, conflicts), (result.StoredSamples, result.DuplicateSamples, result.QuarantinedSamples));
            if (number % 9 == 8)
            {
                await store.DisposeAsync();
                store = await OpenAsync(options);
            }

            var read = await store.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, default).Select(sample => (sample.Time, sample.Value)).ToListAsync();
            Assert.Equal(model.Select(entry => (entry.Key, entry.Value)), read);
        }

        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static (int Stored, int Duplicates, int Conflicts) Play(SortedDictionary<UnixTime, double> model, Sample[] samples)
    {
        var before = model.Count;
        var duplicates = 0;
        foreach (var sample in samples)
        {
            if (!model.TryAdd(sample.Time, sample.Value) && model[sample.Time] == sample.Value)
                duplicates++;
        }

        var stored = model.Count - before;
        return (stored, duplicates, samples.Length - stored - duplicates);
    }

    private static async Task<ISampleStore> OpenAsync(ArenaFileOptions options)
    {
        var store = Stores.Sqlite(options, TimeProvider.System, NullLoggerFactory.Instance).Store;
        await store.OpenAsync(default);
        return store;
    }
}
