namespace Arena.Site;

/// <summary>
/// The one description of a venue: what is measured where, by what hardware, on which node. Its reader hands out
/// only manifests that have no fault, so every name below refers to something that exists.
/// </summary>
public sealed record SiteManifest
{
    /// <summary>Slug used in topics and as InfluxDB tag, <c>[a-z0-9-]</c>.</summary>
    public required string Site { get; init; }

    /// <summary>Name for people.</summary>
    public required Title Title { get; init; }

    /// <summary>IANA time zone of the venue: days, hours of the tariff and match times are local.</summary>
    public required string TimeZone { get; init; }

    /// <summary>WGS 84 latitude, degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>WGS 84 longitude, degrees east.</summary>
    public required double Longitude { get; init; }

    /// <summary>Spectators it holds.</summary>
    public required int Capacity { get; init; }

    /// <summary>The drawing all positions refer to.</summary>
    public required SiteMap Map { get; init; }

    /// <summary>In the manifest's order.</summary>
    public required IReadOnlyList<Zone> Zones { get; init; }

    /// <summary>In the manifest's order.</summary>
    public required IReadOnlyList<SiteNode> Nodes { get; init; }

    /// <summary>In the manifest's order.</summary>
    public required IReadOnlyList<SitePoint> Points { get; init; }

    /// <summary>Match days known in advance; the virtual venue plays them.</summary>
    public required IReadOnlyList<Match> Matches { get; init; }

    /// <summary>How climate figures are computed; null where the manifest says nothing of it.</summary>
    public Climate? Climate { get; init; }
}

/// <summary>What people read, in the staff's language and in English.</summary>
/// <param name="Sv">Swedish.</param>
/// <param name="En">English.</param>
public readonly record struct Title(string Sv, string En);

/// <summary>A position on the map, in map units from the upper left corner.</summary>
public readonly record struct MapPosition(double X, double Y);

/// <summary>The drawing: a plane of <paramref name="Width"/> × <paramref name="Height"/> map units and the shapes that make it recognisable.</summary>
public sealed record SiteMap(double Width, double Height, IReadOnlyList<MapShape> Shapes);

/// <summary>One closed polygon of the drawing.</summary>
/// <param name="Kind">What it is: <c>pitch</c>, <c>stand</c>, <c>building</c>, <c>path</c> or <c>parking</c>; the board decides its colour.</param>
/// <param name="Label">Written on it, or null.</param>
/// <param name="Outline">At least three corners.</param>
public sealed record MapShape(string Kind, Title? Label, IReadOnlyList<MapPosition> Outline);

/// <summary>A part of the venue; InfluxDB tag <c>zone</c>.</summary>
public sealed record Zone(string Name, Title Title);

/// <summary>A Raspberry Pi at a place.</summary>
public sealed record SiteNode
{
    /// <summary>Slug used in topics.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required Title Title { get; init; }

    /// <summary>Name of a <see cref="Zone"/>.</summary>
    public required string Zone { get; init; }

    /// <summary>Where it hangs.</summary>
    public required MapPosition At { get; init; }

    /// <summary>Board model: <c>raspberry-pi-3</c>, <c>-4</c>, <c>-5</c> or <c>-zero-2</c>.</summary>
    public required string Board { get; init; }

    /// <summary>Its I2C buses; a channel of a multiplexer is a bus of its own, as the kernel shows it.</summary>
    public required IReadOnlyList<I2cBusPlan> Buses { get; init; }

    /// <summary>What is wired to it.</summary>
    public required IReadOnlyList<SensorPlan> Sensors { get; init; }
}

/// <summary>An I2C bus of a node: <c>/dev/i2c-{Number}</c>.</summary>
/// <param name="Number">The kernel's bus number.</param>
/// <param name="SpeedHz">Clock; at most 50,000 with an MB7040 on it.</param>
/// <param name="Mux">The multiplexer channel it is, or null for a bus of the board.</param>
public sealed record I2cBusPlan(int Number, int SpeedHz, MuxChannel? Mux);

/// <summary>A channel of a TCA9548A on another bus.</summary>
public sealed record MuxChannel(int ParentBus, int Address, int Channel);

/// <summary>A measured position. Its series stay when its hardware is swapped.</summary>
public sealed record SitePoint
{
    /// <summary>Slug; the first part of every SenML name.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required Title Title { get; init; }

    /// <summary>Name of a <see cref="Zone"/>.</summary>
    public required string Zone { get; init; }

    /// <summary>Where it is.</summary>
    public required MapPosition At { get; init; }

    /// <summary>
    /// What it belongs to: <c>bin</c>, <c>incomer</c>, <c>floodlight</c>, <c>kitchen</c>, <c>ventilation</c>, <c>solar</c>, <c>ev-charger</c>,
    /// <c>heat</c>, <c>water</c>, <c>climate</c>, <c>turnstile</c>, <c>bicycle</c>, <c>car</c>, <c>node</c>, <c>other</c>.
    /// </summary>
    public required string Group { get; init; }

    /// <summary>Waste fraction: <c>residual</c>, <c>food</c>, <c>plastic</c>, <c>paper-packaging</c>, <c>metal</c>, <c>glass</c>, <c>paper</c>, <c>deposit</c>; null where there is none.</summary>
    public string? Fraction { get; init; }

    /// <summary>Medium: <c>electricity</c>, <c>heat</c>, <c>water</c>; null where there is none.</summary>
    public string? Medium { get; init; }

    /// <summary>Node that measures it.</summary>
    public required string Node { get; init; }

    /// <summary>The quantities it has, by their registry names, as its sensors give them.</summary>
    public required IReadOnlyList<string> Quantities { get; init; }
}

/// <summary>A sensor wired to a node: one of the records below.</summary>
public abstract record SensorPlan
{
    /// <summary>Name of the <see cref="SitePoint"/> it measures.</summary>
    public required string Point { get; init; }

    /// <summary>How often a reading is published.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>Kind as written in the manifest: <c>s0</c>, <c>fill</c>, <c>weight</c>, <c>lid</c>, <c>temperature</c>, <c>air</c>, <c>current</c>, <c>dc</c>, <c>han</c>, <c>health</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>A sensor that must be calibrated where it hangs.</summary>
public abstract record CalibratedPlan : SensorPlan
{
    /// <summary>When and by whom; null where nobody wrote it down.</summary>
    public Calibration? Calibrated { get; init; }

    /// <summary>Also publishes what the chip said, before calibration.</summary>
    public bool Raw { get; init; }
}

/// <summary>A calibration that was made.</summary>
/// <param name="On">Local date.</param>
/// <param name="By">Name of who made it.</param>
public readonly record struct Calibration(DateOnly On, string By);

/// <summary>A meter's mechanical or electronic register as its front shows it: <c>000000.0 kWh</c>.</summary>
/// <param name="Digits">Before the decimal point; one more and it begins at 0 again.</param>
/// <param name="Decimals">After it.</param>
/// <param name="Unit">As printed: Wh, kWh, MWh, l, m3.</param>
/// <param name="Factor">How much of the quantity's unit one of <paramref name="Unit"/> is.</param>
public sealed record MeterDisplay(int Digits, int Decimals, string Unit, double Factor)
{
    /// <summary>Where it begins anew, in the quantity's unit.</summary>
    public double Overflow => Math.Pow(10, Digits) * Factor;

    /// <summary>Its last digit, in the quantity's unit.</summary>
    public double Resolution => Math.Pow(10, -Decimals) * Factor;
}

/// <summary>Pulses on a GPIO line: an S0 meter output, a turnstile, a loop counter.</summary>
public sealed record S0Plan : SensorPlan
{
    public override string Kind => "s0";

    /// <summary>GPIO chip, by its kernel label or device name.</summary>
    public required string Chip { get; init; }

    /// <summary>Line offset on the chip.</summary>
    public required int Line { get; init; }

    /// <summary>Debounce in the kernel; 0 for none.</summary>
    public required TimeSpan Debounce { get; init; }

    /// <summary>Counter quantity that grows: <c>active_energy_import</c>, <c>water_consumption</c>, <c>people_count_towards</c>…</summary>
    public required string Quantity { get; init; }

    /// <summary>How much of it one pulse is, in the quantity's unit (1000 imp/kWh is 1 Wh), current transformer ratio included.</summary>
    public required double PerPulse { get; init; }

    /// <summary>Gauge quantity derived from the pace of pulses (<c>active_power</c>, …), or null.</summary>
    public string? RateQuantity { get; init; }

    /// <summary>Most the meter can measure, in the rate quantity's unit (or quantity per second); readings above are implausible.</summary>
    public required double MaxRate { get; init; }

    /// <summary>The meter's own register, to which the published one is aligned; null for counters that nobody bills from.</summary>
    public MeterDisplay? Display { get; init; }

    /// <summary>Registry name of the pulses counted, published beside the register of a meter with a display; null without.</summary>
    public string? PulsesQuantity => Display is null ? null : Quantity + "_pulses";
}

/// <summary>Fill level by a range finder above the waste.</summary>
public sealed record FillPlan : CalibratedPlan
{
    /// <summary>MaxBotix MB7040, ultrasonic.</summary>
    public const string Mb7040 = "mb7040";

    /// <summary>ST VL53L0X, optical; needs the driver pack <c>full</c>.</summary>
    public const string Vl53l0x = "vl53l0x";

    public override string Kind => "fill";

    /// <summary>Which range finder.</summary>
    public string Chip { get; init; } = Mb7040;

    /// <summary>I2C bus number.</summary>
    public required int Bus { get; init; }

    /// <summary>7-bit address, as delivered 0x70 of an MB7040 and 0x29 of a VL53L0X.</summary>
    public required int Address { get; init; }

    /// <summary>Distance measured over the empty bin, cm.</summary>
    public required double EmptyCm { get; init; }

    /// <summary>Distance measured over the full bin, cm; at least 20 with an MB7040, nearer can't be told.</summary>
    public required double FullCm { get; init; }
}

/// <summary>Weight by a load cell.</summary>
public abstract record ScalePlan : CalibratedPlan
{
    public override string Kind => "weight";

    /// <summary>Raw reading of the empty bin.</summary>
    public required int EmptyRaw { get; init; }

    /// <summary>Known mass put on, kg.</summary>
    public required double KnownKg { get; init; }

    /// <summary>Raw reading with the known mass on.</summary>
    public required int KnownRaw { get; init; }

    /// <summary>Most the cell carries, kg.</summary>
    public required double MaxKg { get; init; }
}

/// <summary>Weight by a load cell on a NAU7802.</summary>
public sealed record WeightPlan : ScalePlan
{
    /// <summary>I2C bus number.</summary>
    public required int Bus { get; init; }

    /// <summary>7-bit address, always 0x2A.</summary>
    public required int Address { get; init; }

    /// <summary>Amplification 1–128, a power of two.</summary>
    public required int Gain { get; init; }
}

/// <summary>Weight by a load cell on an HX711, which is no I2C chip but two GPIO lines; needs the driver pack <c>full</c>.</summary>
public sealed record Hx711Plan : ScalePlan
{
    /// <summary>GPIO chip of both lines, by its kernel label or device name.</summary>
    public required string Chip { get; init; }

    /// <summary>Line of PD_SCK, which the Pi drives.</summary>
    public required int ClockLine { get; init; }

    /// <summary>Line of DOUT.</summary>
    public required int DataLine { get; init; }
}

/// <summary>A reed switch on a bin's lid.</summary>
public sealed record LidPlan : SensorPlan
{
    public override string Kind => "lid";

    /// <summary>GPIO chip, by its kernel label or device name.</summary>
    public required string Chip { get; init; }

    /// <summary>Line offset on the chip.</summary>
    public required int Line { get; init; }

    /// <summary>Debounce in the kernel.</summary>
    public required TimeSpan Debounce { get; init; }
}

/// <summary>Temperature by an MCP9808.</summary>
public record TemperaturePlan : SensorPlan
{
    public override string Kind => "temperature";

    /// <summary>I2C bus number.</summary>
    public required int Bus { get; init; }

    /// <summary>7-bit address, 0x18–0x1F of an MCP9808.</summary>
    public required int Address { get; init; }
}

/// <summary>Temperature and more of the air by one chip; needs the driver pack <c>full</c>.</summary>
public sealed record AirPlan : TemperaturePlan
{
    /// <summary>Bosch BME280: temperature and relative humidity.</summary>
    public const string Bme280 = "bme280";

    /// <summary>Sensirion SCD40 or SCD41: those and carbon dioxide.</summary>
    public const string Scd4x = "scd4x";

    public override string Kind => "air";

    /// <summary>Which chip.</summary>
    public required string Chip { get; init; }

    /// <summary>Whether it measures carbon dioxide.</summary>
    public bool FeelsCo2 => Chip == Scd4x;
}

/// <summary>Alternating current by a clamp on one input of an ADS1115.</summary>
public sealed record CurrentPlan : CalibratedPlan
{
    public override string Kind => "current";

    /// <summary>I2C bus number.</summary>
    public required int Bus { get; init; }

    /// <summary>7-bit address, 0x48–0x4B; several clamps share a chip.</summary>
    public required int Address { get; init; }

    /// <summary><c>a0</c> to <c>a3</c> against ground, <c>a0-a1</c> or <c>a2-a3</c> as a pair.</summary>
    public required string Input { get; init; }

    /// <summary>Amperes through the clamp for each volt it gives: turns / burden in ohm, or what a known load showed.</summary>
    public required double AmperesPerVolt { get; init; }

    /// <summary>Mains voltage taken for the apparent power, V.</summary>
    public required double MainsV { get; init; }

    /// <summary>Most the clamp measures, A; readings above are implausible.</summary>
    public required double MaxA { get; init; }
}

/// <summary>Direct current, voltage and power by an INA226 and its shunt.</summary>
public sealed record DcPlan : SensorPlan
{
    public override string Kind => "dc";

    /// <summary>I2C bus number.</summary>
    public required int Bus { get; init; }

    /// <summary>7-bit address, 0x40–0x4F.</summary>
    public required int Address { get; init; }

    /// <summary>Shunt, ohm.</summary>
    public required double ShuntOhm { get; init; }

    /// <summary>Most the shunt carries, A, either way; readings above are implausible.</summary>
    public required double MaxA { get; init; }
}

/// <summary>An electricity meter's own registers, read from its HAN (P1, H1) port.</summary>
public sealed record HanPlan : SensorPlan
{
    public override string Kind => "han";

    /// <summary>Serial port: <c>/dev/serial0</c>, <c>/dev/serial/by-id/…</c>.</summary>
    public required string Device { get; init; }

    /// <summary>1 or 3: what the meter measures.</summary>
    public required int Phases { get; init; }
}

/// <summary>The node's own health, read from the machine it runs on. Every node has one, with the node's name as point.</summary>
public sealed record HealthPlan : SensorPlan
{
    public override string Kind => "health";
}

/// <summary>A match day. Times are the venue's local ones.</summary>
/// <param name="Name">Slug.</param>
/// <param name="Opponent">Who comes.</param>
/// <param name="KickOff">Local date and time.</param>
/// <param name="ExpectedAttendance">Spectators expected.</param>
public sealed record Match(string Name, string Opponent, DateTime KickOff, int ExpectedAttendance);
