/** Where InfluxDB keeps a quantity. Names and fields are those of the registry, edge/Arena.Wire/Quantities.cs; a test compares them. */
export interface Quantity {
  readonly name: string;
  readonly measurement: string;
  readonly field: string;
}

const of = (name: string, measurement: string, field: string): Quantity => ({ name, measurement, field });

export const activePower = of('active_power', 'energy', 'active_power_w');
export const activeEnergyImport = of('active_energy_import', 'energy', 'active_energy_import_wh');
export const activeEnergyExport = of('active_energy_export', 'energy', 'active_energy_export_wh');
export const thermalPower = of('thermal_power', 'energy', 'thermal_power_w');
export const thermalEnergy = of('thermal_energy', 'energy', 'thermal_energy_wh');
export const waterFlow = of('water_flow', 'energy', 'water_flow_l_s');
export const waterConsumption = of('water_consumption', 'energy', 'water_consumption_l');
export const fillingLevel = of('filling_level', 'waste', 'filling_level');
export const cargoWeight = of('cargo_weight', 'waste', 'cargo_weight_kg');
export const temperature = of('temperature', 'environment', 'temperature_c');
export const uptime = of('uptime', 'node', 'uptime_s');
export const outboxBatches = of('outbox_batches', 'node', 'outbox_batches');
