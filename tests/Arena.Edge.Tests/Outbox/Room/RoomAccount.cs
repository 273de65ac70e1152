using Arena.Edge.Outbox.Sqlite;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox.Room;

/// <summary>What an outbox's file holds and declares, counted: every number and every sample ever sealed must be in it once.</summary>
internal sealed record RoomAccount(long Highest, IReadOnlyDictionary<long, BatchReading> Kept, IReadOnlyList<Gap> Gaps, IReadOnlyList<long> Minutes)
{
    /// <summary>The oldest kept number.</summary>
    public long First => Kept.Keys.Min();

    public long Samples => Kept.Values.Sum(batch => batch.Samples.Count);

    /// <summary>Samples declared as being there no more.</summary>
    public long Missing => Gaps.Sum(gap => gap.Samples ?? 0);

    /// <summary>Value of the newest sample.</summary>
    public double NewestValue => Kept.Values.SelectMany(batch => batch.Samples).MaxBy(sample => sample.Time).Value;

    /// <summary>How far it went: the windows samples were thinned to, and <c>dropped</c>.</summary>
    public IEnumerable<string> Kinds => Minutes.Select(minutes => $"thinned to {minutes} min")
        .Concat(Gaps.Any(gap => gap.Cause == GapCause.DiskFull) ? ["dropped"] : []);

    /// <summary>Of the file in a folder, while a worker may be writing it.</summary>
    public static RoomAccount Of(OutboxFolder folder) => OfFile(folder.File);

    /// <summary>Of a file, all as of one moment.</summary>
    public static RoomAccount OfFile(string file)
    {
        using var connection = OutboxFile.OpenToRead(file);
        using var moment = connection.BeginTransaction(deferred: true);
        var highest = connection.Number("SELECT highest FROM outbox");
        var kept = OutboxFolder.BatchesOf(connection).ToDictionary(batch => batch.Sequence, batch => OutboxFolder.Read(batch.Payload));
        return new RoomAccount(
            highest,
            kept,
            [.. kept.Values.SelectMany(batch => batch.Gaps)],
            [.. connection.Rows("SELECT DISTINCT minutes FROM thinned JOIN batches USING (seq) WHERE samples > 0 ORDER BY minutes").Select(row => row.GetInt64(0))]);
    }

    /// <summary>sealed = kept ⊎ declared: by numbers, and by samples.</summary>
    /// <param name="sealedSamples">How many were ever sealed; null where nobody counted.</param>
    public void AssertAddsUp(long? sealedSamples)
    {
        var numbers = new SequenceSet();
        foreach (var number in Kept.Keys) Assert.True(numbers.Add(number));
        foreach (var batches in Gaps.Select(gap => gap.Batches).OfType<GapBatches>())
        {
            Assert.DoesNotContain(Kept.Keys, number => number >= batches.First && number <= batches.Last);
            for (var number = batches.First; number <= batches.Last; number++) Assert.True(numbers.Add(number), $"batch {number} is declared twice");
            Assert.NotNull(batches.Chain);
        }

        Assert.Equal((Highest, 0), (numbers.Low, numbers.Ranges.Count));
        if (sealedSamples is { } all) Assert.Equal(all, Samples + Missing);
        Assert.All(Kept.Values, batch => Assert.Empty(batch.Rejected));
        foreach (var series in Kept.Values.SelectMany(batch => batch.Samples).GroupBy(sample => sample.Series.ToString()))
            Assert.Equal(series.Count(), series.Select(sample => sample.Time).Distinct().Count());
    }
}
