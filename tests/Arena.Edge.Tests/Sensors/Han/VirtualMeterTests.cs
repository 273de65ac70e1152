using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Sensors.Han;
using Arena.Edge.Tests.Site;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors.Han;

public sealed class VirtualMeterTests
{
    [Fact]
    public async Task An_emulated_meters_register_grows_by_its_power_and_its_phases_are_the_whole()
    {
        var text = ManifestText.Good.With(
            "kind: s0, point: meter, line: 5, debounce: 10ms, quantity: active_energy_import, rate_quantity: active_power, per_pulse: 1 Wh, max_rate: 44 kW, every: 10s",
            "kind: han, point: meter, device: /dev/ttyUSB0, every: 10s");
        var site = text.Reading.Manifest!;
        var (clock, sink) = (PlayedClock.Make(), new RecordingSink());
        using var hardware = new VirtualVenue(site, 3).HardwareFor(site.Nodes[0], clock);
        using var sensor = new HanSensor(site.Nodes[0].Sensors.OfType<HanPlan>().Single(), hardware, sink, clock);
        sensor.Open();
        for (var reading = 0; reading < 30; reading++)
        {
            clock.Wait(TimeSpan.FromSeconds(10));
            await sensor.ReadAsync(CancellationToken.None);
        }

        var (register, power) = (sink.Of(Quantities.ActiveEnergyImport), sink.Of(Quantities.ActivePower));
        Assert.Equal((30, 30), (register.Count, power.Count));
        Assert.True(power.All(sample => sample.Value > 0), "an incomer draws power");
        var expectedWh = power.Average(sample => sample.Value) * (register[^1].Time - register[0].Time).TotalHours;
        Assert.InRange(register[^1].Value - register[0].Value, (expectedWh * 0.9) - 1, (expectedWh * 1.1) + 1);
        var phases = sink.Of(Quantities.ActivePowerL1)[0].Value + sink.Of(Quantities.ActivePowerL2)[0].Value + sink.Of(Quantities.ActivePowerL3)[0].Value;
        Assert.InRange(phases, power[0].Value - 2, power[0].Value + 2);
        Assert.Equal(0, sink.Of(Quantities.TelegramsDamaged)[^1].Value);
    }
}
