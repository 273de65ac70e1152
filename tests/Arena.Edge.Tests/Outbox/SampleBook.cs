using Arena.Edge.Outbox.Sqlite;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>What was sealed in an outbox before something was done to it, and whether all of it can be accounted for afterwards.</summary>
internal sealed class SampleBook
{
    private readonly Dictionary<long, List<(string Series, long Time, long Value)>> _sealed = [];
    private readonly Epoch _epoch;

    private SampleBook(Epoch epoch) => _epoch = epoch;

    /// <summary>Everything that is in an outbox now.</summary>
    public static SampleBook Of(string file)
    {
        using var connection = OutboxFile.OpenToRead(file);
        var book = new SampleBook(OutboxContents.Read(connection).Epoch);
        foreach (var (sequence, payload) in OutboxFolder.BatchesIn(file)) book._sealed[sequence] = Identities(payload);
        return book;
    }

    public int Batches => _sealed.Count;

    /// <summary>
    /// Each batch is still there byte for byte, or its samples are in batches of a new epoch bit for bit, or a gap declares it. Nothing is there that
    /// was not sealed. Returns how many batches are lost and declared.
    /// </summary>
    /// <param name="file">The outbox as it is now.</param>
    /// <param name="proven">Batches up to it need not be there.</param>
    /// <param name="unsure">The last ones that need not be there, because nobody was told that they are durable.</param>
    public int AccountFor(string file, long proven = 0, int unsure = 0)
    {
        using var connection = OutboxFile.OpenToRead(file);
        var epoch = OutboxContents.Read(connection).Epoch;
        var batches = OutboxFolder.BatchesIn(file);
        var there = batches.SelectMany(batch => Identities(batch.Payload)).ToHashSet();
        var gaps = batches.SelectMany(batch => OutboxFolder.Read(batch.Payload).Gaps).Where(gap => gap.Batches?.Epoch == _epoch).ToList();
        Assert.Subset(_sealed.Values.SelectMany(samples => samples).ToHashSet(), there);

        var (lost, highest) = (0, _sealed.Keys.Max());
        foreach (var (sequence, samples) in _sealed.Where(batch => batch.Key > proven))
        {
            if (samples.TrueForAll(there.Contains)) continue;
            if (epoch == _epoch && sequence > highest - unsure) continue;
            Assert.True(
                gaps.Exists(gap => gap.Samples != 0 && gap.Batches!.First <= sequence && sequence <= gap.Batches.Last) || gaps.Count == 0 && NothingCouldBeRead(batches),
                $"batch {sequence} is neither there nor declared");
            lost++;
        }

        if (epoch != _epoch && gaps.Count > 0) Assert.Single(gaps, gap => gap.Closes);
        return lost;
    }

    // Then the epoch itself is not known any more, and the gap can't name it.
    private static bool NothingCouldBeRead(IReadOnlyList<(long Sequence, byte[] Payload)> batches) =>
        batches.Count == 1 && OutboxFolder.Read(batches[0].Payload).Gaps is [{ Cause: GapCause.OutboxDamaged, Batches: null }];

    /// <summary>Samples of a batch by identity and bits.</summary>
    public static List<(string Series, long Time, long Value)> Identities(byte[] payload) =>
        [.. OutboxFolder.Read(payload).Samples.Select(sample => (sample.Series.ToString(), sample.Time.Microseconds, BitConverter.DoubleToInt64Bits(sample.Value)))];
}
