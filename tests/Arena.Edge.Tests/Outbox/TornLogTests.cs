using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Power cuts: the write-ahead log ends anywhere, and what was committed before is there, and nothing else.</summary>
public sealed class TornLogTests : IDisposable
{
    private const int HeaderBytes = 32;
    private const int FrameBytes = 24 + OutboxFile.PageBytes;

    private readonly OutboxFolder _folder = new();
    private readonly List<(int LogBytes, int Batches)> _commits = [];
    private byte[] _database = [];
    private byte[] _log = [];
    private Epoch _epoch;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "3")]
    public void Cut_at_every_frame_and_within_the_prefix_of_committed_batches_survives_and_nothing_is_invented()
    {
        Capture(14);
        var before = Payloads(_folder.Path);
        var cuts = Enumerable.Range(0, (_log.Length - HeaderBytes) / FrameBytes + 1).Select(frame => HeaderBytes + (frame * FrameBytes))
            .SelectMany(boundary => (int[])[boundary, boundary + 1, boundary + 24, boundary + 1_000, boundary + FrameBytes - 1])
            .Concat([0, 1, 16, 31]).Where(cut => cut <= _log.Length).Distinct().Order().ToList();
        foreach (var cut in cuts)
        {
            using var folder = Put(_database, _log.AsSpan(0, cut));
            var expected = _commits.Where(commit => commit.LogBytes <= cut).Select(commit => commit.Batches).DefaultIfEmpty(0).Max();
            using (var log = folder.OpenLog())
            {
                Assert.Equal(expected, log.Highest);
                if (expected > 0) Assert.Equal(_epoch, log.Epoch);
                Assert.Equal(expected + 1, log.Seal([Some.Sample("incomer", Quantities.ActivePower, 1)], []).Sequence);
            }

            Assert.Equal(before.Take(expected), Payloads(folder.Path).Take(expected));
            Assert.Empty(Directory.GetFiles(folder.Path, "outbox-damaged-*"));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{cuts.Count} truncation points in a log of {(_log.Length - HeaderBytes) / FrameBytes} frames, {before.Count} batches");
        Assert.True(cuts.Count > 200, $"{cuts.Count} truncation points");
    }

    [Fact]
    [Trait("Fault", "3")]
    [Trait("Fault", "4")]
    public void A_bit_that_changes_in_the_log_never_makes_committed_batches_vanish_behind_it()
    {
        Capture(14);
        var book = SampleBook.Of(_folder.File);
        var (frames, damaged, lost) = ((_log.Length - HeaderBytes) / FrameBytes, 0, 0);
        for (var frame = 0; frame < frames; frame++)
        {
            var bytes = (byte[])_log.Clone();
            bytes[HeaderBytes + (frame * FrameBytes) + (frame % 2 == 0 ? 18 : 24 + (frame * 37 % OutboxFile.PageBytes))] ^= 0x10;
            using var folder = Put(_database, bytes);
            folder.OpenLog().Dispose();

            // A broken last transaction can't be told from one that a power cut tore.
            lost += book.AccountFor(folder.File, unsure: 1);
            damaged += Directory.GetFiles(folder.Path, "outbox-damaged-*.db").Length;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{frames} frames damaged in turn: {damaged} renewals, {lost} batches lost and declared");
        Assert.True(damaged >= frames - 12, $"{damaged} of {frames} frames were found damaged");
        Assert.True(lost <= frames);
    }

    [Fact]
    [Trait("Fault", "3")]
    [Trait("Fault", "4")]
    public void A_log_whose_header_is_damaged_is_salvaged_not_ignored()
    {
        Capture(5);
        var book = SampleBook.Of(_folder.File);
        _log[17] ^= 1;
        using var folder = Put(_database, _log);
        folder.OpenLog().Dispose();
        Assert.Equal(0, book.AccountFor(folder.File));
    }

    [Fact]
    [Trait("Fault", "2")]
    public void Power_lost_right_after_a_commit_costs_nothing_that_was_committed()
    {
        // At each commit, what the disk holds is copied away without the process knowing: no checkpoint, no closing.
        using var log = _folder.OpenLog();
        for (var batches = 1; batches <= 25; batches++)
        {
            var state = new Arena.Edge.Outbox.SeriesState(new SeriesName("incomer", Quantities.ActiveEnergyImport), Some.Time, batches);
            log.Seal([Some.Sample("incomer", Quantities.ActiveEnergyImport, batches, batches)], [state]);
            if (batches == 20) log.Merge(log.Proof(7, low: 18));
            using var copy = Put(File.ReadAllBytes(_folder.File), File.ReadAllBytes(_folder.File + "-wal"));
            using var after = copy.Open();
            Assert.Equal((log.Epoch, batches), (after.Log.Epoch, after.Log.Highest));
            Assert.Equal(batches, after.RegisterOf(state.Series));
            Assert.Equal(batches > 20 ? 18 : 0, after.Log.Confirmed().Proven);
        }
    }

    // A log that has never been checkpointed, and how long it was after each commit.
    private void Capture(int batches)
    {
        using var log = _folder.OpenLog();
        _epoch = log.Epoch;
        for (var i = 1; i <= batches; i++)
        {
            log.Seal([.. Enumerable.Range(0, i % 3 == 0 ? 200 : 3).Select(n => Some.Sample("incomer", Quantities.ActivePower, n, (i * 1_000) + n))], []);
            _commits.Add(((int)new FileInfo(_folder.File + "-wal").Length, i));
        }

        (_database, _log) = (File.ReadAllBytes(_folder.File), File.ReadAllBytes(_folder.File + "-wal"));
    }

    private static OutboxFolder Put(ReadOnlySpan<byte> database, ReadOnlySpan<byte> log)
    {
        var folder = new OutboxFolder();
        File.WriteAllBytes(folder.File, database);
        File.WriteAllBytes(folder.File + "-wal", log);
        return folder;
    }

    private static List<string> Payloads(string folder) =>
        [.. OutboxFolder.BatchesIn(Path.Combine(folder, OutboxFile.Name)).Select(batch => Convert.ToHexString(batch.Payload))];
}
