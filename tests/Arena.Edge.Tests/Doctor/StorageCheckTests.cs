using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Storage;
using Arena.Edge.Outbox;
using Arena.Edge.Tests.Hosting;
using Arena.Edge.Tests.Outbox;
using Xunit;
using static Arena.Edge.Tests.Doctor.BoardCheckTests;

namespace Arena.Edge.Tests.Doctor;

public sealed class StorageCheckTests
{
    [Theory]
    [InlineData("0x01", "0x02 0x03", CheckStatus.Ok, "at most 30 %")]
    [InlineData("0x02", "0x02 0x03", CheckStatus.Warning, "nearly worn out")]
    [InlineData("0x01", "0x0a 0x01", CheckStatus.Warning, "nearly worn out")]
    [InlineData("0x03", "0x02 0x03", CheckStatus.Failed, "is worn out")]
    [InlineData("0x01", "0x0b 0x0b", CheckStatus.Failed, "is worn out")]
    internal void A_cards_wear_is_told_where_it_tells(string spare, string life, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("sys/block/mmcblk0/device/type", "MMC\n").With("sys/block/mmcblk0/device/name", "8GTF4R\n").With("sys/block/mmcblk0/device/date", "04/2021\n")
            .With("sys/block/mmcblk0/device/pre_eol_info", spare + "\n").With("sys/block/mmcblk0/device/life_time", life + "\n");
        Expect(status, words, CardCheck.Look(pi.Roots));
    }

    [Fact]
    public void A_card_that_tells_nothing_is_named_with_its_date()
    {
        using var pi = SomeMachine.Pi4();
        Expect(CheckStatus.Skipped, "no SD card", CardCheck.Look(pi.Roots));
        pi.With("sys/block/mmcblk0/device/type", "SD\n").With("sys/block/mmcblk0/device/name", "SD32G\n").With("sys/block/mmcblk0/device/date", "05/2022\n");
        Expect(CheckStatus.Skipped, "SD32G of 05/2022", CardCheck.Look(pi.Roots));
    }

    [Fact]
    public void A_disk_is_measured_by_writes_that_are_durable_and_nothing_is_left_behind()
    {
        using var data = new DataFolder();
        var finding = DiskChecks.Latency(data.Path, TimeProvider.System);
        Assert.Contains(finding.Status, (CheckStatus[])[CheckStatus.Ok, CheckStatus.Warning]);
        Assert.Equal(5, finding.Dump!.Split("ms: ")[1].Split(' ').Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Path));
        Assert.Contains("MB are free", DiskChecks.Space(data.Path).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_absent_or_takes_no_file_fails()
    {
        using var data = new DataFolder();
        Expect(CheckStatus.Failed, "is not there", DiskChecks.Space(data.Of("nobody")));
        Expect(CheckStatus.Failed, "is not there", DiskChecks.Latency(data.Of("nobody"), TimeProvider.System));

        // Nobody may write there, root neither.
        Expect(CheckStatus.Failed, "can't be written", DiskChecks.Latency("/proc/sys", TimeProvider.System));
    }

    [Fact]
    public void A_whole_outbox_is_told_with_its_epoch_and_a_damaged_one_with_what_is_damaged()
    {
        using var folder = new OutboxFolder();
        var now = TimeProvider.System.GetUtcNow();
        Expect(CheckStatus.Skipped, "no outbox", OutboxCheck.Look(folder.Path, running: false, now));
        folder.Open().Dispose();
        var epoch = OutboxCheck.Status(folder.Path)!.Epoch.ToString();
        Expect(CheckStatus.Ok, epoch, OutboxCheck.Look(folder.Path, running: false, now));

        folder.Execute("UPDATE outbox SET highest = 4");
        Expect(CheckStatus.Failed, "is damaged", OutboxCheck.Look(folder.Path, running: false, now));
        File.WriteAllText(folder.File, new string('x', 10_000));
        Expect(CheckStatus.Failed, "is damaged", OutboxCheck.Look(folder.Path, running: false, now));
    }

    [Fact]
    public void The_workers_lock_tells_that_it_works_and_is_left_as_it_is()
    {
        using var data = new DataFolder();
        Assert.False(WorkerPresence.In(data.Path).Runs);
        using (OutboxLock.Take(data.Path))
            Assert.Equal(new WorkerPresence(Runs: true, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)), WorkerPresence.In(data.Path));
        Assert.False(WorkerPresence.In(data.Path).Runs);
        OutboxLock.Take(data.Path).Dispose();
    }
}
