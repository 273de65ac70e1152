using System.Globalization;
using System.Text;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Han;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors.Han;

public sealed class HanSensorTests : IDisposable
{
    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();
    private readonly ScriptedPort _port = new();

    public void Dispose() => _port.Dispose();

    [Theory]
    [InlineData("sagemcom-t211")]
    [InlineData("landis-gyr-e360")]
    [InlineData("aidon-6534")]
    [InlineData("kaifa-dsmr")]
    public async Task A_real_meters_telegram_becomes_its_registers(string meter)
    {
        var sensor = Sensor();
        sensor.Open();
        _port.Send(SomeTelegram.Of(meter), _clock.MonotonicNs);
        await sensor.ReadAsync(CancellationToken.None);
        var published = _sink.Samples.Where(sample => sample.Series.Quantity != Quantities.TelegramsDamaged).ToList();
        Assert.Equal(SomeTelegram.SamplesOf(meter), published.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Series.Quantity.Name} {sample.Value}")).Order(StringComparer.Ordinal));
        Assert.All(published, sample => Assert.Equal(Quality.Good, sample.Quality));
    }

    [Theory]
    [InlineData("W", 16)]
    [InlineData("", 16)]
    [InlineData("S", 15)]
    public void The_meters_clock_is_UTC_plus_one_unless_it_says_summer(string letter, int utcHour)
    {
        var telegram = Telegram.Read(Encoding.ASCII.GetBytes($"/ARE5\r\n\r\n0-0:1.0.0(210717174019{letter})\r\n!"), 0);
        Assert.Equal(new DateTimeOffset(2021, 7, 17, utcHour, 40, 19, TimeSpan.Zero), telegram.MeterTime);
    }

    [Fact]
    public void The_checksum_is_the_catalogues_CRC_16_ARC() => Assert.Equal(0xBB3D, Crc16.Of("123456789"u8));

    [Fact]
    public void No_single_byte_can_change_unseen()
    {
        for (var at = 0; at < SomeTelegram.Sagemcom.Length - 2; at++)
        {
            var spoilt = SomeTelegram.Sagemcom.ToArray();
            spoilt[at] ^= 1;
            var framer = new TelegramFramer();
            framer.Take(spoilt, 0);
            framer.Take("\r\n"u8, 0);
            Assert.False(framer.TryNext(out _), $"byte {at} was spoilt, and the telegram taken");
        }
    }

    [Fact]
    public void Telegrams_are_found_in_pieces_of_any_size_between_garbage_and_after_a_cut_one()
    {
        byte[] stream = [0, 255, 13, 10, .. SomeTelegram.Sagemcom[..300], .. SomeTelegram.Sagemcom, (byte)'x', .. SomeTelegram.Sagemcom];
        for (var size = 1; size < 100; size += 7)
        {
            var framer = new TelegramFramer();
            foreach (var piece in stream.Chunk(size)) framer.Take(piece, 5);
            Assert.True(framer.TryNext(out var first));
            Assert.True(framer.TryNext(out var second));
            Assert.False(framer.TryNext(out _));
            Assert.Equal((1L, 5L), (framer.Damaged, first.MonotonicNs));
            Assert.Equal(first.Registers["1.8.0"], second.Registers["1.8.0"]);
        }
    }

    [Fact]
    public async Task Damaged_telegrams_are_counted_on_over_a_restart_and_never_published()
    {
        _sink.Restore("incomer/telegrams_damaged", 7);
        var sensor = Sensor();
        sensor.Open();
        var spoilt = SomeTelegram.Sagemcom.ToArray();
        spoilt[60] = (byte)'9';
        _port.Send(spoilt, _clock.MonotonicNs);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(8, Assert.Single(_sink.Samples).Value);
    }

    [Fact]
    public async Task A_line_in_another_unit_or_missing_costs_only_itself()
    {
        var sensor = Sensor();
        sensor.Open();
        _port.Send(Signed("/ARE5X\r\n\r\n1-0:1.8.0(00000001.000*kWh)\r\n1-0:2.8.0(00000001.000*MWh)\r\n1-0:32.7.0(abc*V)\r\n1-0:52.7.0(231.5*V)\r\n!"), _clock.MonotonicNs);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(
            ["active_energy_import 1000", "phase_voltage_l2 231.5"],
            _sink.Samples.Where(sample => sample.Series.Quantity != Quantities.TelegramsDamaged).Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Series.Quantity.Name} {sample.Value}")));
    }

    [Fact]
    public async Task A_register_that_went_back_is_flagged_once()
    {
        var sensor = Sensor();
        sensor.Open();
        foreach (var kWh in (int[])[5, 3, 4])
        {
            _clock.Wait(TimeSpan.FromSeconds(10));
            _port.Send(Signed($"/ARE5X\r\n\r\n1-0:1.8.0({kWh}.0*kWh)\r\n!"), _clock.MonotonicNs);
            await sensor.ReadAsync(CancellationToken.None);
        }

        Assert.Equal([Quality.Good, Quality.CounterReset, Quality.Good], _sink.Of(Quantities.ActiveEnergyImport).Select(sample => sample.Quality));
    }

    /// <summary>HDLC: list 1 of a KAIFA MA304H3E, github.com/turbokongen/hass-AMS, issue 8. M-Bus: header after EN 13757-2.</summary>
    [Theory]
    [InlineData("7ea027010201105a87e6e7000f400000000090c07e40203010f1b0cff8000000201060000003", "HDLC")]
    [InlineData("68c7c76808b77283", "M-Bus")]
    [InlineData("0001020304", "no telegram begins")]
    [InlineData("", "Nothing comes")]
    public async Task A_meter_without_text_telegrams_is_refused_with_the_reason(string hex, string reason)
    {
        var sensor = Sensor();
        sensor.Open();
        _port.Send(Convert.FromHexString(hex.Length % 2 == 0 ? hex : hex + "0"), _clock.MonotonicNs);
        await sensor.ReadAsync(CancellationToken.None);
        _clock.Wait(TimeSpan.FromSeconds(31));
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/ttyUSB0", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Signed(string text) =>
        Encoding.ASCII.GetBytes($"{text}{Crc16.Of(Encoding.ASCII.GetBytes(text)).ToString("X4", CultureInfo.InvariantCulture)}\r\n");

    private HanSensor Sensor() => new(
        new HanPlan { Point = "incomer", Every = TimeSpan.FromSeconds(10), Device = "/dev/ttyUSB0", Phases = 3 }, _port, _sink, _clock);
}
