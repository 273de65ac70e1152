using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

public sealed class HanFaultTests
{
    private const string Gate = "      - { kind: s0, point: gate, line: 22, debounce: 50ms, quantity: people_count_towards, per_pulse: 1, max_rate: 2/s, every: 10s }";
    private const string Good = "{ kind: han, point: solar, device: /dev/ttyUSB0, every: 10s }";

    private static readonly ManifestText Metered = ManifestText.Good
        .With("  room: {", "  solar: { title: { sv: Sol, en: Sun }, zone: north, at: [2, 2], group: solar, medium: electricity }\n  room: {")
        .With(Gate, $"{Gate}\n      - {Good}");

    [Fact]
    public void A_meter_has_three_phases_unless_one_is_written()
    {
        var three = Assert.Single(Metered.Reading.Manifest!.Nodes.SelectMany(node => node.Sensors).OfType<HanPlan>());
        Assert.Equal(("/dev/ttyUSB0", 3, 16), (three.Device, three.Phases, Quantities(Metered).Count));
        Assert.Equal(10, Quantities(Metered.With("/dev/ttyUSB0, ", "/dev/ttyUSB0, phases: 1, ")).Count);
    }

    [Theory]
    [InlineData("device: /dev/ttyUSB0", "device: COM3", "is no device", "/dev/serial/by-id")]
    [InlineData("device: /dev/ttyUSB0", "device: /dev/../etc/passwd", "is no device", "/dev/serial0")]
    [InlineData("device: /dev/ttyUSB0", "device: /dev/serial0", "serial console", "serial: false")]
    [InlineData("device: /dev/ttyUSB0", "device: /dev/ttyUSB0, phases: 2", "one phase or three", "1 or 3")]
    public void What_can_not_be_is_refused(string written, string otherwise, string what, string fix)
    {
        var fault = Assert.Single(Metered.With(written, otherwise).Reading.Faults);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_meters_can_not_share_a_port()
    {
        var shared = Metered.With($"      - {Good}", $"      - {Good}\n      - {{ kind: han, point: gate, device: /dev/ttyUSB0, every: 10s }}");
        Assert.Contains(shared.Reading.Faults, fault => fault.What.Contains("has two meters", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Quantities(ManifestText text) => text.Reading.Manifest!.Points.Single(point => point.Name == "solar").Quantities;
}
