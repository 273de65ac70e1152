using System.Collections.Frozen;

namespace Arena.Wire;

/// <summary>
/// The registry of everything Arena measures. Only ever added to: a name, unit or field that changed would be another series.
/// </summary>
/// <remarks>
/// Names follow FIWARE smart data models in snake_case (WasteContainer, ThreePhaseAcMeasurement, WaterConsumptionObserved,
/// IndoorEnvironmentObserved, CrowdFlowObserved); what has no model there follows the same style.
/// </remarks>
public static class Quantities
{
    public static Quantity ActivePower { get; } = new("active_power", "W", QuantityKind.Gauge, "energy", "active_power_w", 1, "Effekt", "Active power");
    public static Quantity ActiveEnergyImport { get; } = new("active_energy_import", "Wh", QuantityKind.Counter, "energy", "active_energy_import_wh", 1, "Energi, mätarställning", "Active energy import");
    public static Quantity ActiveEnergyExport { get; } = new("active_energy_export", "Wh", QuantityKind.Counter, "energy", "active_energy_export_wh", 1, "Energi ut, mätarställning", "Active energy export");
    public static Quantity ThermalPower { get; } = new("thermal_power", "W", QuantityKind.Gauge, "energy", "thermal_power_w", 1, "Värmeeffekt", "Thermal power");
    public static Quantity ThermalEnergy { get; } = new("thermal_energy", "Wh", QuantityKind.Counter, "energy", "thermal_energy_wh", 1, "Värme, mätarställning", "Thermal energy");
    public static Quantity WaterFlow { get; } = new("water_flow", "l/s", QuantityKind.Gauge, "energy", "water_flow_l_s", 4, "Vattenflöde", "Water flow");
    public static Quantity WaterConsumption { get; } = new("water_consumption", "l", QuantityKind.Counter, "energy", "water_consumption_l", 2, "Vatten, mätarställning", "Water consumption");
    public static Quantity FillingLevel { get; } = new("filling_level", "/", QuantityKind.Gauge, "waste", "filling_level", 4, "Fyllnadsgrad", "Filling level");
    public static Quantity CargoWeight { get; } = new("cargo_weight", "kg", QuantityKind.Gauge, "waste", "cargo_weight_kg", 3, "Vikt", "Cargo weight");
    public static Quantity LidOpen { get; } = new("lid_open", "/", QuantityKind.Event, "waste", "lid_open", 0, "Lock öppet", "Lid open");
    public static Quantity LidOpenings { get; } = new("lid_openings", "count", QuantityKind.Counter, "waste", "lid_openings", 0, "Locköppningar", "Lid openings");
    public static Quantity Temperature { get; } = new("temperature", "Cel", QuantityKind.Gauge, "environment", "temperature_c", 4, "Temperatur", "Temperature");
    public static Quantity RelativeHumidity { get; } = new("relative_humidity", "%RH", QuantityKind.Gauge, "environment", "relative_humidity_pct", 2, "Luftfuktighet", "Relative humidity");
    public static Quantity Co2 { get; } = new("co2", "ppm", QuantityKind.Gauge, "environment", "co2_ppm", 0, "Koldioxid", "Carbon dioxide");
    public static Quantity PeopleCountTowards { get; } = new("people_count_towards", "count", QuantityKind.Counter, "people", "people_count_towards", 0, "Personer in", "People in");
    public static Quantity PeopleCountAway { get; } = new("people_count_away", "count", QuantityKind.Counter, "people", "people_count_away", 0, "Personer ut", "People out");
    public static Quantity BicycleCount { get; } = new("bicycle_count", "count", QuantityKind.Counter, "people", "bicycle_count", 0, "Cyklar", "Bicycles");
    public static Quantity VehicleCount { get; } = new("vehicle_count", "count", QuantityKind.Counter, "people", "vehicle_count", 0, "Bilar", "Cars");
    public static Quantity CpuTemperature { get; } = new("cpu_temperature", "Cel", QuantityKind.Gauge, "node", "cpu_temperature_c", 2, "Processortemperatur", "CPU temperature");
    public static Quantity CpuLoad { get; } = new("cpu_load", "/", QuantityKind.Gauge, "node", "cpu_load", 3, "Processorlast", "CPU load");
    public static Quantity MemoryUsed { get; } = new("memory_used", "B", QuantityKind.Gauge, "node", "memory_used_bytes", 0, "Använt minne", "Memory used");
    public static Quantity DiskFree { get; } = new("disk_free", "B", QuantityKind.Gauge, "node", "disk_free_bytes", 0, "Ledig disk", "Disk free");
    public static Quantity Uptime { get; } = new("uptime", "s", QuantityKind.Gauge, "node", "uptime_s", 0, "Drifttid", "Uptime");
    public static Quantity OutboxBatches { get; } = new("outbox_batches", "count", QuantityKind.Gauge, "node", "outbox_batches", 0, "Väntande paket", "Batches waiting");
    public static Quantity PulsesLost { get; } = new("pulses_lost", "count", QuantityKind.Counter, "node", "pulses_lost", 0, "Förlorade pulser", "Pulses lost");
    public static Quantity Current { get; } = new("current", "A", QuantityKind.Gauge, "energy", "current_a", 3, "Ström", "Current");
    public static Quantity ApparentPower { get; } = new("apparent_power", "VA", QuantityKind.Gauge, "energy", "apparent_power_va", 1, "Skenbar effekt", "Apparent power");
    public static Quantity DcVoltage { get; } = new("dc_voltage", "V", QuantityKind.Gauge, "energy", "dc_voltage_v", 3, "Likspänning", "DC voltage");
    public static Quantity DcCurrent { get; } = new("dc_current", "A", QuantityKind.Gauge, "energy", "dc_current_a", 4, "Likström", "DC current");
    public static Quantity DcPower { get; } = new("dc_power", "W", QuantityKind.Gauge, "energy", "dc_power_w", 3, "Likströmseffekt", "DC power");
    public static Quantity ActiveEnergyImportPulses { get; } = new("active_energy_import_pulses", "count", QuantityKind.Counter, "energy", "active_energy_import_pulses", 0, "Energi, räknade pulser", "Active energy import, pulses counted");
    public static Quantity ActiveEnergyExportPulses { get; } = new("active_energy_export_pulses", "count", QuantityKind.Counter, "energy", "active_energy_export_pulses", 0, "Energi ut, räknade pulser", "Active energy export, pulses counted");
    public static Quantity ThermalEnergyPulses { get; } = new("thermal_energy_pulses", "count", QuantityKind.Counter, "energy", "thermal_energy_pulses", 0, "Värme, räknade pulser", "Thermal energy, pulses counted");
    public static Quantity WaterConsumptionPulses { get; } = new("water_consumption_pulses", "count", QuantityKind.Counter, "energy", "water_consumption_pulses", 0, "Vatten, räknade pulser", "Water consumption, pulses counted");
    public static Quantity FillingDistance { get; } = new("filling_distance", "m", QuantityKind.Gauge, "waste", "filling_distance_m", 2, "Avstånd till avfallet, okalibrerat", "Distance to the waste, uncalibrated");
    public static Quantity CargoWeightRaw { get; } = new("cargo_weight_raw", "count", QuantityKind.Gauge, "waste", "cargo_weight_raw", 0, "Vikt, okalibrerad", "Cargo weight, uncalibrated");
    public static Quantity ClampVoltage { get; } = new("clamp_voltage", "V", QuantityKind.Gauge, "energy", "clamp_voltage_v", 6, "Strömtång, okalibrerad", "Current clamp, uncalibrated");
    public static Quantity ReactiveEnergyImport { get; } = new("reactive_energy_import", "varh", QuantityKind.Counter, "energy", "reactive_energy_import_varh", 1, "Reaktiv energi, mätarställning", "Reactive energy import");
    public static Quantity ReactiveEnergyExport { get; } = new("reactive_energy_export", "varh", QuantityKind.Counter, "energy", "reactive_energy_export_varh", 1, "Reaktiv energi ut, mätarställning", "Reactive energy export");
    public static Quantity ReactivePower { get; } = new("reactive_power", "var", QuantityKind.Gauge, "energy", "reactive_power_var", 1, "Reaktiv effekt", "Reactive power");
    public static Quantity ActivePowerL1 { get; } = new("active_power_l1", "W", QuantityKind.Gauge, "energy", "active_power_l1_w", 1, "Effekt L1", "Active power L1");
    public static Quantity ActivePowerL2 { get; } = new("active_power_l2", "W", QuantityKind.Gauge, "energy", "active_power_l2_w", 1, "Effekt L2", "Active power L2");
    public static Quantity ActivePowerL3 { get; } = new("active_power_l3", "W", QuantityKind.Gauge, "energy", "active_power_l3_w", 1, "Effekt L3", "Active power L3");
    public static Quantity PhaseVoltageL1 { get; } = new("phase_voltage_l1", "V", QuantityKind.Gauge, "energy", "phase_voltage_l1_v", 1, "Spänning L1", "Voltage L1");
    public static Quantity PhaseVoltageL2 { get; } = new("phase_voltage_l2", "V", QuantityKind.Gauge, "energy", "phase_voltage_l2_v", 1, "Spänning L2", "Voltage L2");
    public static Quantity PhaseVoltageL3 { get; } = new("phase_voltage_l3", "V", QuantityKind.Gauge, "energy", "phase_voltage_l3_v", 1, "Spänning L3", "Voltage L3");
    public static Quantity CurrentL1 { get; } = new("current_l1", "A", QuantityKind.Gauge, "energy", "current_l1_a", 3, "Ström L1", "Current L1");
    public static Quantity CurrentL2 { get; } = new("current_l2", "A", QuantityKind.Gauge, "energy", "current_l2_a", 3, "Ström L2", "Current L2");
    public static Quantity CurrentL3 { get; } = new("current_l3", "A", QuantityKind.Gauge, "energy", "current_l3_a", 3, "Ström L3", "Current L3");
    public static Quantity TelegramsDamaged { get; } = new("telegrams_damaged", "count", QuantityKind.Counter, "energy", "telegrams_damaged", 0, "Skadade telegram", "Telegrams damaged");
    public static Quantity ClockError { get; } = new("clock_error", "s", QuantityKind.Gauge, "node", "clock_error_s", 4, "Klockans fel, högst", "Clock error, at most");

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        ActivePower, ActiveEnergyImport, ActiveEnergyExport, ThermalPower, ThermalEnergy, WaterFlow, WaterConsumption,
        FillingLevel, CargoWeight, LidOpen, LidOpenings, Temperature, RelativeHumidity, Co2,
        PeopleCountTowards, PeopleCountAway, BicycleCount, VehicleCount,
        CpuTemperature, CpuLoad, MemoryUsed, DiskFree, Uptime, OutboxBatches, PulsesLost,
        Current, ApparentPower, DcVoltage, DcCurrent, DcPower,
        ActiveEnergyImportPulses, ActiveEnergyExportPulses, ThermalEnergyPulses, WaterConsumptionPulses,
        FillingDistance, CargoWeightRaw, ClampVoltage,
        ReactiveEnergyImport, ReactiveEnergyExport, ReactivePower, ActivePowerL1, ActivePowerL2, ActivePowerL3,
        PhaseVoltageL1, PhaseVoltageL2, PhaseVoltageL3, CurrentL1, CurrentL2, CurrentL3, TelegramsDamaged,
        ClockError,
    ];

    private static readonly FrozenDictionary<string, Quantity> ByName = All.ToFrozenDictionary(quantity => quantity.Name);

    /// <summary>Finds a quantity by its name.</summary>
    public static bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Quantity? quantity) =>
        ByName.TryGetValue(name, out quantity);
}
