using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Outbox.Sqlite.Salvage;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>An outbox whose bytes have changed on the card.</summary>
public sealed class DamageTests : IDisposable
{
    private const int PageBytes = OutboxFile.PageBytes;

    private static readonly SeriesName Energy = new("incomer", Quantities.ActiveEnergyImport);

    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Fault", "4")]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(40_960)]
    public async Task A_page_of_garbage_begins_a_new_epoch_salvages_the_rest_and_keeps_the_file_aside(int damagedFrom)
    {
        var (epoch, book) = Fill(40);
        var bytes = await File.ReadAllBytesAsync(_folder.File, TestContext.Current.CancellationToken);
        bytes.AsSpan(damagedFrom, PageBytes).Fill(0xA5);
        await File.WriteAllBytesAsync(_folder.File, bytes, TestContext.Current.CancellationToken);

        using var log = new LogBook();
        using (var outbox = _folder.Open(logger: log))
        {
            Assert.NotEqual(epoch, outbox.Log.Epoch);
            Assert.Equal(40, outbox.RegisterOf(Energy));
            Assert.True(book.AccountFor(_folder.File) <= 3);
        }

        var aside = Assert.Single(Directory.GetFiles(_folder.Path, "outbox-damaged-*.db"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(aside, TestContext.Current.CancellationToken));
        Assert.Contains(aside, (await log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
    }

    /// <summary>A sample of what the soak set does for every bit of many pages.</summary>
    [Fact]
    [Trait("Fault", "4")]
    public void A_flipped_bit_anywhere_loses_no_batch_that_is_not_declared()
    {
        var (_, book) = Fill(12);
        var original = File.ReadAllBytes(_folder.File);
        var random = new Random(20_261_122);
        var flips = Enumerable.Range(0, 120).Select(i => ((i * original.Length / 120) + random.Next(original.Length / 120), random.Next(8)))
            .Concat(Enumerable.Range(0, 100).Select(at => (at, random.Next(8))));
        Flip(original, book, flips);
    }

    [Fact]
    [Trait("Fault", "4")]
    [Trait("Category", "Soak")]
    public void Every_byte_of_three_pages_and_every_thirteenth_of_the_file_flipped_in_turn_loses_no_batch_that_is_not_declared()
    {
        var (_, book) = Fill(6);
        var original = File.ReadAllBytes(_folder.File);

        // The first page with header and schema, the page of the outbox's own row, and the first leaf with batches.
        int[] whole = [0, 1, (original.Length / PageBytes) - 1];
        Flip(original, book, Enumerable.Range(0, original.Length).Where(at => at % 13 == 0 || whole.Contains(at / PageBytes)).Select(at => (at, at % 8)));
    }

    [Fact]
    [Trait("Fault", "4")]
    public void A_register_with_a_changed_bit_is_made_anew_from_the_newest_batch()
    {
        Fill(5);
        _folder.Execute("UPDATE series SET register = register + 4096 WHERE register IS NOT NULL");
        using var outbox = _folder.Open();
        Assert.Equal(5, outbox.RegisterOf(Energy));
        Assert.Equal(5, outbox.Log.Highest);
    }

    [Fact]
    [Trait("Fault", "4")]
    public void A_bookmark_with_a_changed_bit_forgets_nothing_and_sends_again()
    {
        Fill(5);
        _folder.Execute("UPDATE outbox SET low = 4");
        using (var log = _folder.OpenLog(new OutboxOptions { KeepAcknowledgedBytes = 0 }))
        {
            Assert.Equal(5, log.Waiting);
            Assert.Equal(0, log.Forget(roomNeeded: true));
        }

        // What would let it forget is guarded by itself: then nothing in the row is believed.
        var book = SampleBook.Of(_folder.File);
        _folder.Execute("UPDATE outbox SET proven = 4, proven_generation = generation");
        using var renewed = _folder.OpenLog();
        Assert.Equal(0, book.AccountFor(_folder.File));
    }

    [Fact]
    [Trait("Fault", "4")]
    public void A_payload_that_changed_while_the_worker_ran_is_not_sent_and_is_renewed_when_opened_next()
    {
        var (epoch, book) = Fill(5);
        using (var log = _folder.OpenLog())
        {
            _folder.Execute("UPDATE batches SET payload = CAST(replace(CAST(payload AS TEXT), '90000.1', '90000.2') AS BLOB) WHERE seq = 3");
            Assert.NotNull(log.Offered(2));
            Assert.Throws<OutboxRenewalException>(() => log.Offered(3));
        }

        using var again = _folder.OpenLog();
        Assert.NotEqual(epoch, again.Epoch);
        Assert.Equal(1, book.AccountFor(_folder.File));
        var gap = Assert.Single(Gaps(), gap => gap.Samples != 0);
        Assert.Equal((GapCause.OutboxDamaged, 6L, 3L, 3L), (gap.Cause, gap.Samples, gap.Batches!.First, gap.Batches.Last));
    }

    [Fact]
    [Trait("Fault", "4")]
    public void What_ingest_has_proven_to_have_is_not_sealed_anew()
    {
        var (epoch, _) = Fill(10);
        using (var log = _folder.OpenLog())
        {
            log.Merge(log.Proof(7, low: 6));
            log.SaveAcknowledgement();
        }

        _folder.Execute("UPDATE batches SET sha256 = zeroblob(32) WHERE seq = 9");
        using (_folder.OpenLog())
        {
        }

        Assert.Equal([(7, 8, 0L), (9, 9, 6), (10, 10, 0)], Gaps().Select(gap => ((int)gap.Batches!.First, (int)gap.Batches.Last, gap.Samples!.Value)));
        Assert.All(Gaps(), gap => Assert.Equal(epoch, gap.Batches!.Epoch));
        Assert.True(Gaps()[^1].Closes);
    }

    [Fact]
    [Trait("Fault", "4")]
    public void Gaps_that_were_declared_travel_on_in_the_new_epoch()
    {
        var (epoch, _) = Fill(6);
        using (var log = _folder.OpenLog())
        {
            var thinned = new Gap(GapCause.Thinned, Some.Time, Some.Time) { Samples = 4, Batches = new GapBatches(epoch, 2, 3, null) };
            log.Replace([2, 3], [new BatchContent([], [thinned])]);
        }

        _folder.Execute("UPDATE batches SET sha256 = zeroblob(32) WHERE seq = 5");
        using (_folder.OpenLog())
        {
        }

        Assert.Equal(
            [(GapCause.Thinned, 2L, 3L), (GapCause.OutboxDamaged, 1, 1), (GapCause.OutboxDamaged, 4, 4), (GapCause.OutboxDamaged, 5, 5), (GapCause.OutboxDamaged, 6, 7)],
            Gaps().Select(gap => (gap.Cause, gap.Batches!.First, gap.Batches.Last)));
    }

    [Fact]
    public void Tables_of_other_parts_of_the_worker_are_taken_over()
    {
        Fill(3);
        _folder.Execute("CREATE TABLE guest (id INTEGER PRIMARY KEY, what TEXT) STRICT; INSERT INTO guest VALUES (1, 'kept'), (7, 'too'); UPDATE batches SET sha256 = zeroblob(32) WHERE seq = 2");
        _folder.OpenLog().Dispose();
        using var connection = OutboxFile.OpenToRead(_folder.File);
        Assert.Equal([(1, "kept"), (7, "too")], connection.Rows("SELECT * FROM guest").Select(row => (row.GetInt32(0), row.GetString(1))));
    }

    [Theory]
    [Trait("Fault", "4")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_renewal_that_a_power_cut_interrupts_is_finished_or_done_again(bool renamed)
    {
        var (epoch, book) = Fill(5);
        _folder.Execute("UPDATE batches SET sha256 = zeroblob(32) WHERE seq = 2");
        var damaged = File.ReadAllBytes(_folder.File);
        _folder.OpenLog().Dispose();

        // As it was when the power went: the new file is whole, and the old one has or has not been renamed.
        var next = Path.Combine(_folder.Path, OutboxRenewal.NewName);
        File.Move(_folder.File, next);
        if (!renamed)
        {
            File.WriteAllBytes(_folder.File, damaged);
            using var half = new FileStream(next, FileMode.Open);
            half.SetLength(half.Length / 2);
        }

        using var again = _folder.OpenLog();
        Assert.NotEqual(epoch, again.Epoch);
        Assert.Equal(1, book.AccountFor(_folder.File));
        Assert.False(File.Exists(next));
    }

    [Fact]
    public void Only_the_newest_two_files_are_kept_aside()
    {
        var time = new Time.ManualTime();
        for (var i = 0; i < 4; i++)
        {
            Fill(2);
            _folder.Execute("UPDATE batches SET sha256 = zeroblob(32) WHERE seq = 1");
            time.Advance(TimeSpan.FromMinutes(1));
            _folder.OpenLog(time: time).Dispose();
        }

        Assert.Equal(2, Directory.GetFiles(_folder.Path, "outbox-damaged-*.db").Length);
    }

    private IReadOnlyList<Gap> Gaps() => [.. _folder.Batches().SelectMany(batch => OutboxFolder.Read(batch.Payload).Gaps)];

    // Small batches and large ones, whose bytes go over several pages, and a counter.
    private (Epoch Epoch, SampleBook Book) Fill(int batches)
    {
        using (var log = _folder.OpenLog())
        {
            for (var i = 1; i <= batches; i++)
            {
                var shift = TimeSpan.FromHours(log.Highest + 1);
                Sample[] samples =
                [
                    .. Some.Batch().Select(sample => sample with { Time = sample.Time + shift }),
                    .. Enumerable.Range(0, i % 4 == 0 ? 150 : 0).Select(n => Some.Sample("roof", Quantities.ActivePower, n) with { Time = Some.Time + shift + TimeSpan.FromSeconds(n) }),
                    new Sample(Energy, Some.Time + shift, log.Highest + 1),
                ];
                log.Seal(samples, [.. samples.GroupBy(sample => sample.Series.ToString()).Select(series => SeriesCheck.After(series.Last()))]);
            }

            return (log.Epoch, Close(log));
        }

        SampleBook Close(BatchLog log)
        {
            log.Dispose();
            return SampleBook.Of(_folder.File);
        }
    }

    private static void Flip(byte[] original, SampleBook book, IEnumerable<(int At, int Bit)> flips)
    {
        var (tried, renewed, lost) = (0, 0, 0);
        foreach (var (at, bit) in flips)
        {
            using var folder = new OutboxFolder();
            var bytes = (byte[])original.Clone();
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(folder.File, bytes);
            try
            {
                folder.OpenLog().Dispose();
                lost += book.AccountFor(folder.File);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"bit {bit} of byte {at} (page {1 + (at / PageBytes)}, byte {at % PageBytes})", error);
            }

            tried++;
            renewed += Directory.GetFiles(folder.Path, "outbox-damaged-*.db").Length;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried} bits flipped in {original.Length} bytes: {renewed} renewals, {lost} of {tried * book.Batches} batches lost and declared");
        Assert.InRange(renewed, 1, tried);
        Assert.True(lost <= 2 * tried, $"{lost} batches lost by {tried} bits");
    }
}
