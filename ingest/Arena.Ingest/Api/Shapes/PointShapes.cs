using System.ComponentModel;
using System.Text.Json.Serialization;
using Arena.Ingest.Decoding;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The catalogue.</summary>
internal sealed record PointsShape(IReadOnlyList<PointShape> Points);

/// <summary>A measured position. Its series stay when its hardware is swapped.</summary>
internal sealed record PointShape(
    string Point,
    TitleShape Title,
    string Zone,
    [property: Description("bin, incomer, floodlight, kitchen, ventilation, solar, ev-charger, heat, water, climate, turnstile, bicycle, car, node or other.")] string Group,
    [property: Description("Waste fraction of a bin, or null.")] string? Fraction,
    [property: Description("electricity, heat or water, or null.")] string? Medium,
    [property: Description("Node that measures it.")] string Node,
    [property: Description("Position on the map, [x, y].")] double[] At,
    IReadOnlyList<HardwareShape> Hardware,
    IReadOnlyList<QuantityShape> Quantities)
{
    public static PointShape From(CataloguePoint point, IEnumerable<SensorPlan> sensors, Func<CatalogueSeries, Sample?> latest) => new(
        point.Point.Name,
        TitleShape.From(point.Point.Title),
        point.Point.Zone,
        point.Point.Group,
        point.Point.Fraction,
        point.Point.Medium,
        point.Point.Node,
        [point.Point.At.X, point.Point.At.Y],
        [.. sensors.Select(HardwareShape.From)],
        [.. point.Series.Select(series => QuantityShape.From(series, latest(series)))]);
}

/// <summary>A sensor that measures the point today; which of the last six there are depends on the kind.</summary>
internal sealed record HardwareShape(
    [property: Description("s0, fill, weight, lid, temperature, han or health.")] string Kind,
    [property: Description("Seconds between published readings.")] double EveryS)
{
    [Description("I2C bus number.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Bus { get; init; }

    [Description("7-bit I2C address.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Address { get; init; }

    [Description("GPIO chip.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chip { get; init; }

    [Description("Line offset on the chip.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Line { get; init; }

    [Description("Serial port of a HAN reader.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    [Description("When it was calibrated where it hangs; only of a kind that must be: fill, weight, current.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CalibrationShape? Calibration { get; init; }

    public static HardwareShape From(SensorPlan plan)
    {
        var shape = new HardwareShape(plan.Kind, plan.Every.TotalSeconds)
        {
            Calibration = plan is CalibratedPlan calibrated ? new CalibrationShape(calibrated.Calibrated?.On) : null,
        };
        return plan switch
        {
            S0Plan s0 => shape with { Chip = s0.Chip, Line = s0.Line },
            LidPlan lid => shape with { Chip = lid.Chip, Line = lid.Line },
            FillPlan fill => shape with { Bus = fill.Bus, Address = fill.Address },
            WeightPlan weight => shape with { Bus = weight.Bus, Address = weight.Address },
            TemperaturePlan temperature => shape with { Bus = temperature.Bus, Address = temperature.Address },
            CurrentPlan current => shape with { Bus = current.Bus, Address = current.Address },
            DcPlan dc => shape with { Bus = dc.Bus, Address = dc.Address },
            HanPlan han => shape with { Device = han.Device },
            _ => shape,
        };
    }
}

/// <summary>What the manifest says of a sensor's calibration; who made it stays there.</summary>
internal sealed record CalibrationShape([property: Description("Local date, or null where nobody wrote it down.")] DateOnly? On);

/// <summary>A series of the point.</summary>
internal sealed record QuantityShape(
    string Quantity,
    [property: Description("SenML unit (RFC 8428).")] string Unit,
    [property: Description("gauge, counter or event.")] string Kind,
    TitleShape Title,
    [property: Description("InfluxDB measurement.")] string Measurement,
    [property: Description("InfluxDB field.")] string Field,
    [property: Description("The newest stored sample, or null before the first.")] ReadingShape? Last)
{
    public static QuantityShape From(CatalogueSeries series, Sample? latest)
    {
        var quantity = series.Name.Quantity;
        return new QuantityShape(
            quantity.Name, quantity.Unit, KindOf(quantity), new TitleShape(quantity.Swedish, quantity.English), quantity.Measurement, quantity.Field,
            latest is { } sample ? new ReadingShape(sample.Time.ToUtc(), sample.Value, (int)sample.Quality) : null);
    }

    public static string KindOf(Quantity quantity) => quantity.Kind switch
    {
        QuantityKind.Counter => "counter",
        QuantityKind.Event => "event",
        _ => "gauge",
    };
}

/// <summary>A value at a time.</summary>
internal sealed record ReadingShape(
    [property: Description("When it was measured.")] DateTime T,
    [property: Description("Value in the quantity's unit.")] double V,
    [property: Description("Bit mask, 0 for good: 1 estimated time, 2 implausible, 4 sensor fault, 8 counter reset, 16 pulses lost, 32 thinned, 64 set to the meter's display.")] int Quality);
