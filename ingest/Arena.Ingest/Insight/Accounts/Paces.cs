using System.Collections.Frozen;
using Arena.Ingest.Decoding;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>How often the manifest lets a series be published; events, which come when something happens, have no pace.</summary>
internal sealed class Paces
{
    private readonly FrozenDictionary<int, TimeSpan> _paces;

    public Paces(VenueCatalogue catalogue)
    {
        var paces = new Dictionary<int, TimeSpan>();
        foreach (var sensor in catalogue.Manifest.Nodes.SelectMany(node => node.Sensors))
        {
            foreach (var series in catalogue.Find(sensor.Point)?.Series ?? [])
            {
                if (Gives(sensor, series.Name.Quantity))
                    paces[series.Index] = sensor.Every;
            }
        }

        _paces = paces.ToFrozenDictionary();
    }

    /// <summary>Time between two samples, or null where none is to be expected.</summary>
    public TimeSpan? Of(CatalogueSeries series) => _paces.TryGetValue(series.Index, out var pace) ? pace : null;

    private static bool Gives(SensorPlan sensor, Quantity quantity) => sensor switch
    {
        S0Plan meter => quantity.Name == meter.Quantity || quantity.Name == meter.RateQuantity || quantity.Name == meter.PulsesQuantity,
        FillPlan => quantity == Quantities.FillingLevel || quantity == Quantities.FillingDistance,
        ScalePlan => quantity == Quantities.CargoWeight || quantity == Quantities.CargoWeightRaw,
        CurrentPlan => quantity == Quantities.Current || quantity == Quantities.ApparentPower || quantity == Quantities.ClampVoltage,
        DcPlan => quantity == Quantities.DcVoltage || quantity == Quantities.DcCurrent || quantity == Quantities.DcPower,
        TemperaturePlan => quantity == Quantities.Temperature,
        HanPlan => quantity == Quantities.ActivePower || quantity == Quantities.ActiveEnergyImport,
        HealthPlan => quantity == Quantities.Uptime,
        _ => false,
    };
}
