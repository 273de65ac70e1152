using System.Globalization;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>How much a node in live operation writes to its card: one seal and one acknowledgement every five seconds.</summary>
public sealed class CardWearTests
{
    private const int SamplesInABatch = 14;
    private const int BatchesADay = 24 * 3600 / 5;

    [Fact]
    [Trait("Category", "Soak")]
    public void A_sample_costs_a_card_less_than_one_and_a_half_kilobytes()
    {
        var alone = BytesABatch(acknowledgedApart: false);
        var apart = BytesABatch(acknowledgedApart: true);
        Tell("acknowledgement written with the next seal", alone);
        Tell("acknowledgement written by itself", apart);
        Assert.InRange(alone / SamplesInABatch, 72, 1_500);
        Assert.InRange(apart / SamplesInABatch, 72, 2_600);
    }

    private static double BytesABatch(bool acknowledgedApart)
    {
        var time = new ManualTime();
        using var folder = new OutboxFolder();
        using var log = folder.OpenLog(time: time);
        Run(log, time, 500, from: 0, acknowledgedApart);
        var before = BytesWritten();
        Run(log, time, 5_000, from: 500, acknowledgedApart);
        return (double)(BytesWritten() - before) / 5_000;
    }

    private static void Tell(string how, double bytes) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{how}: {bytes / SamplesInABatch:0} bytes a sample, {bytes:0} a batch of {SamplesInABatch}, {bytes * BatchesADay / 1e6:0} MB a day and node"));

    private static void Run(Arena.Edge.Outbox.BatchLog log, ManualTime time, int batches, int from, bool acknowledgedApart)
    {
        for (var batch = from; batch < from + batches; batch++)
        {
            var samples = Enumerable.Range(0, SamplesInABatch)
                .Select(n => Some.Sample($"meter-{n / 2}", n % 2 == 0 ? Quantities.ActivePower : Quantities.ActiveEnergyImport, (batch * 37) + n, batch * 5))
                .ToArray();
            log.Seal(samples, [.. samples.Select(sample => new Arena.Edge.Outbox.SeriesState(sample.Series, sample.Time, sample.Value))]);
            log.Merge(log.Proof(7, log.Highest));
            if (acknowledgedApart) log.SaveAcknowledgement();
            time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private static long BytesWritten() => long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes: ", StringComparison.Ordinal))["write_bytes: ".Length..],
        CultureInfo.InvariantCulture);
}
