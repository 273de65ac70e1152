using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Room;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox.Room;

/// <summary>A real outbox on a real disk that is full.</summary>
[Trait("Fault", "5")]
public sealed class RealDiskTests : IDisposable
{
    private const int StepS = 10;
    private const int YearS = 365 * 24 * 3600;

    private static readonly OutboxOptions Options = new() { MinFreeBytes = 0, MaxUnsealed = 2_000 };

    private readonly ManualTime _time = new();
    private readonly LogBook _book = new();
    private int _put;

    [Fact]
    public async Task Left_alone_it_stays_within_its_disk_and_keeps_room_for_its_log()
    {
        using var disk = new SmallDisk(24);
        using var outbox = NodeOutbox.Open(disk.Path, Options, _time, _book);
        await using (RunningSealer.Start(outbox))
        {
            var short_ = _book.NextWithAsync("samples are thinned");
            while (!short_.IsCompleted) await PutAndSealAsync(outbox, 20_000);
            await PutAndSealAsync(outbox, 100_000);

            var reserve = Path.Combine(disk.Path, ReserveFile.Name);
            Assert.InRange(SmallDisk.BlocksOf(reserve) * 512, Options.ReserveBytes, Options.ReserveBytes + 4096);
            Assert.InRange(disk.FreeBytes, 1, 24 << 20);
            AssertAddsUp(disk);
        }
    }

    [Fact]
    public async Task Filled_by_others_to_the_last_byte_it_goes_on_sealing_and_takes_its_reserve_back_when_they_leave()
    {
        using var disk = new SmallDisk(32);
        using var outbox = NodeOutbox.Open(disk.Path, Options, _time, _book);
        await using (RunningSealer.Start(outbox))
        {
            await PutAndSealAsync(outbox, 60_000);
            var given = _book.NextWithAsync("gives its room back");
            while (!given.IsCompleted)
            {
                disk.Fill();
                await PutAndSealAsync(outbox, 5_000);
                Assert.True(_put < 1_000_000, "the disk never was full");
            }

            // What was given back is taken by others too.
            for (var round = 0; round < 10; round++)
            {
                disk.Fill();
                await PutAndSealAsync(outbox, 20_000);
                AssertAddsUp(disk);
            }

            Assert.Equal(0, outbox.Dropped);
            var kept = _book.NextWithAsync("is kept again");
            disk.Empty();
            await PutAndSealAsync(outbox, 1_000);
            await kept;
            AssertAddsUp(disk);
        }
    }

    [Fact]
    public async Task Opened_on_a_disk_without_a_byte_it_goes_on_where_it_was()
    {
        using var disk = new SmallDisk(32);
        using (var outbox = NodeOutbox.Open(disk.Path, Options, _time, _book))
        {
            await using (RunningSealer.Start(outbox)) await PutAndSealAsync(outbox, 60_000);
        }

        disk.Fill();
        using var again = NodeOutbox.Open(disk.Path, Options, _time, _book);
        await using (RunningSealer.Start(again))
        {
            await PutAndSealAsync(again, 20_000);
            AssertAddsUp(disk);
        }
    }

    public void Dispose() => _book.Dispose();

    private async Task PutAndSealAsync(NodeOutbox outbox, int count)
    {
        for (var left = count; left > 0; left -= Options.MaxSamples)
        {
            for (var i = 0; i < Options.MaxSamples; i++) Put(outbox);
            await outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken).WithinAsync($"samples to be sealed, {_put} put");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    // Two gauges and a register, each at its own point.
    private void Put(NodeOutbox outbox)
    {
        _put++;
        var second = (_put / 3 * StepS) - YearS;
        switch (_put % 3)
        {
            case 0: outbox.Add(Some.Sample("incomer", Quantities.ActivePower, _put % 977, second)); break;
            case 1: outbox.Add(Some.Sample("climate-lounge", Quantities.Temperature, _put % 31, second)); break;
            default: outbox.AddRegister(Some.Sample("kitchen-main", Quantities.ActiveEnergyImport, _put, second)); break;
        }
    }

    private void AssertAddsUp(SmallDisk disk) => RoomAccount.OfFile(Path.Combine(disk.Path, OutboxFile.Name)).AssertAddsUp(_put);
}
