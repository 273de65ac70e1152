using System.Security.Cryptography;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Edge.Tests.Wire;

/// <summary>Values for tests that don't care which.</summary>
internal static class Some
{
    public static Epoch Epoch => Wire(Hex);

    public const string Hex = "b2c8f0a1d3e4958607182930a1b2c3d4";

    /// <summary>2026-11-22T05:10:26.5Z</summary>
    public static UnixTime Time => UnixTime.FromMilliseconds(1_795_324_226_500);

    public static Sample Sample(string point, Quantity quantity, double value, double secondsLater = 0, Quality quality = Quality.Good) =>
        new(new SeriesName(point, quantity), Time + TimeSpan.FromSeconds(secondsLater), value, quality);

    /// <summary>The samples behind the golden batch.</summary>
    public static Sample[] Batch() =>
    [
        Sample("bin-north-03-food", Quantities.FillingLevel, 0.61),
        Sample("bin-north-03-food", Quantities.CargoWeight, 18.4, 0.25),
        Sample("kitchen-main", Quantities.ActiveEnergyImport, 1834502),
        Sample("kitchen-main", Quantities.ActivePower, 12480.5, 0.001),
        Sample("incomer", Quantities.ActivePower, 90000.1, 2, Quality.PulsesLost | Quality.Implausible),
    ];

    /// <summary>The hash of some batch.</summary>
    public static byte[] Hash(byte content) => SHA256.HashData([content]);

    /// <summary>The gaps behind the golden files.</summary>
    public static Gap[] Gaps() =>
    [
        new(GapCause.Thinned, Time, Time + TimeSpan.FromSeconds(600.25))
        {
            Samples = 4711,
            Batches = new GapBatches(Epoch, 3, 17, BatchChain.Start.Next(Hash(1))),
        },
        new(GapCause.OutboxDamaged, Time, Time)
        {
            Batches = new GapBatches(Wire("00000000000000000000000000000001"), 900, 950, null),
            Closes = true,
            Detail = "database disk image is malformed",
        },
        new(GapCause.SensorFault, Time, Time + TimeSpan.FromHours(1)) { Point = "kitchen-main", Detail = "0x2A gives no answer" },
    ];

    private static Epoch Wire(string hex) =>
        Arena.Wire.Epoch.TryParse(hex, out var epoch) ? epoch : throw new ArgumentException("no epoch", nameof(hex));
}
