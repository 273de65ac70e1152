using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

public sealed class OutboxFileTests : IDisposable
{
    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restart_keeps_epoch_sequence_and_registers()
    {
        var energy = new SeriesName("incomer", Quantities.ActiveEnergyImport);
        Epoch epoch;
        using (var outbox = _folder.Open())
        {
            Assert.Null(outbox.RegisterOf(energy));
            Assert.Null(outbox.Newest);
            epoch = outbox.Log.Epoch;
            await using var sealer = RunningSealer.Start(outbox);
            outbox.AddRegister(Some.Sample("incomer", Quantities.ActiveEnergyImport, 1_834_502));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 1, secondsLater: 9));
        }

        using (var again = _folder.Open())
        {
            Assert.Equal((epoch, 1), (again.Log.Epoch, again.Log.Highest));
            Assert.Equal(1_834_502, again.RegisterOf(energy));
            Assert.Null(again.RegisterOf(new SeriesName("incomer", Quantities.ActivePower)));
            Assert.Equal(Some.Time + TimeSpan.FromSeconds(9), again.Newest);
            await using var sealer = RunningSealer.Start(again);
            again.AddRegister(Some.Sample("incomer", Quantities.ActiveEnergyImport, 1_834_502));
            again.AddRegister(Some.Sample("incomer", Quantities.ActiveEnergyImport, 1_834_503, secondsLater: 1));
            Assert.Equal(1, again.NotLater);
        }

        Assert.Equal([1, 2], _folder.Batches().Select(batch => batch.Sequence));
    }

    [Fact]
    public void A_register_that_was_not_sealed_is_not_promised()
    {
        using var outbox = _folder.Open();
        outbox.AddRegister(Some.Sample("incomer", Quantities.ActiveEnergyImport, 5));
        Assert.Null(outbox.RegisterOf(new SeriesName("incomer", Quantities.ActiveEnergyImport)));
    }

    [Fact]
    public void The_highest_sequence_survives_the_deletion_of_every_batch()
    {
        var options = new OutboxOptions { KeepAcknowledged = TimeSpan.FromDays(-1) };
        using (var log = _folder.OpenLog(options))
        {
            for (var i = 0; i < 3; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, i, i)], []);
            log.Merge(log.Proof(7, low: 3));
            Assert.Equal(3, log.Forget(roomNeeded: false));
        }

        Assert.Empty(_folder.Batches());
        using var again = _folder.OpenLog(options);
        Assert.Equal((3, 0), (again.Highest, again.Waiting));
        Assert.Equal(4, again.Seal([Some.Sample("incomer", Quantities.ActivePower, 9, 9)], []).Sequence);
    }

    [Fact]
    public void A_second_worker_is_kept_out_with_a_clear_error()
    {
        using var first = _folder.Open();
        var error = Assert.Throws<OutboxUnusableException>(() => _folder.Open());
        Assert.Contains("another worker", error.Message, StringComparison.Ordinal);
        Assert.Contains("--data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_schema_is_refused_and_left_alone()
    {
        _folder.Open().Dispose();
        _folder.Execute("PRAGMA user_version = 99; UPDATE outbox SET own_check = x'99'");
        var error = Assert.Throws<OutboxUnusableException>(() => _folder.Open());
        Assert.Contains("schema 99", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.db"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        _folder.Execute("CREATE TABLE recipes (name TEXT)");
        var error = Assert.Throws<OutboxUnusableException>(() => _folder.Open());
        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
        _folder.Execute("INSERT INTO recipes VALUES ('still there')");
    }

    [Fact]
    public void Opening_one_in_which_nothing_has_to_be_changed_writes_nothing_so_that_it_works_on_a_full_disk()
    {
        using (var log = _folder.OpenLog())
        {
            log.Seal(Some.Batch(), []);
            log.Merge(log.Proof(7, low: 1));
            log.SaveAcknowledgement();
        }

        var before = File.ReadAllBytes(_folder.File);
        using var again = _folder.OpenLog();
        Assert.Equal(0, File.Exists(_folder.File + "-wal") ? new FileInfo(_folder.File + "-wal").Length : 0);
        Assert.Equal(before, File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public void A_file_that_can_be_read_while_it_is_written_tells_what_it_holds()
    {
        using var log = _folder.OpenLog();
        for (var i = 0; i < 5; i++) log.Seal(Some.Batch(), []);
        log.Merge(Some.Acknowledgement(7, log.Epoch, low: 1, (3, 3)));
        log.SaveAcknowledgement();

        var status = OutboxReading.Status(_folder.Path);
        Assert.Equal((log.Epoch, 5, 1, 2, 3, 5), (status.Epoch, status.Sealed, status.AcknowledgedLow, status.Acknowledged, status.Waiting, status.Kept));
        Assert.Equal(5 * Some.Batch().Length, status.Samples);
        Assert.Equal(Some.Batch(), OutboxReading.Samples(_folder.Path).Take(Some.Batch().Length));
        Assert.NotNull(status.OldestWaiting);
        log.Seal(Some.Batch(), []);
    }

    [Fact]
    public void An_outbox_that_was_closed_can_be_read_too_and_nothing_is_left_beside_it()
    {
        using (var log = _folder.OpenLog()) log.Seal(Some.Batch(), []);
        Assert.Equal(1, OutboxReading.Status(_folder.Path).Waiting);
        Assert.Equal(_folder.File, Assert.Single(Directory.GetFiles(_folder.Path)));
    }

    [Fact]
    public void Numbers_deleted_before_are_not_offered_by_a_new_ledger_but_kept_ones_are()
    {
        var options = new OutboxOptions { KeepAcknowledgedBytes = 0 };
        using (var log = _folder.OpenLog(options))
        {
            for (var i = 0; i < 4; i++) log.Seal(Some.Batch(), []);
            log.Merge(log.Proof(7, low: 2));
            Assert.Equal(2, log.Forget(roomNeeded: false));
            log.Merge(log.Proof(7, low: 4));
            log.SaveAcknowledgement();
        }

        using var again = _folder.OpenLog(options);
        Assert.Equal(0, again.Waiting);
        var outcome = again.Merge(new Acknowledgement(8, []));
        Assert.Equal(AcknowledgementVerdict.NewGeneration, outcome.Verdict);
        Assert.Equal([new SequenceRange(3, 4)], outcome.Settled.Missing(4));
        Assert.Equal(2, again.Waiting);
    }
}
