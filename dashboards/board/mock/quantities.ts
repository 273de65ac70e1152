import type { Quantity, QuantityKind } from '../src/api/types.ts';

const q = (kind: QuantityKind, quantity: string, unit: string, sv: string, en: string): Omit<Quantity, 'last'> => ({
  quantity, unit, kind, title: { sv, en },
});

/** The registry as ingest hands it out; the real one is Arena.Wire's Quantities. */
export const quantities: readonly Omit<Quantity, 'last'>[] = [
  q('gauge', 'active_power', 'W', 'Effekt', 'Active power'),
  q('counter', 'active_energy_import', 'Wh', 'Energi, mätarställning', 'Active energy import'),
  q('counter', 'active_energy_export', 'Wh', 'Energi ut, mätarställning', 'Active energy export'),
  q('gauge', 'thermal_power', 'W', 'Värmeeffekt', 'Thermal power'),
  q('counter', 'thermal_energy', 'Wh', 'Värme, mätarställning', 'Thermal energy'),
  q('gauge', 'water_flow', 'l/s', 'Vattenflöde', 'Water flow'),
  q('counter', 'water_consumption', 'l', 'Vatten, mätarställning', 'Water consumption'),
  q('gauge', 'filling_level', '/', 'Fyllnadsgrad', 'Filling level'),
  q('gauge', 'cargo_weight', 'kg', 'Vikt', 'Cargo weight'),
  q('event', 'lid_open', '/', 'Lock öppet', 'Lid open'),
  q('counter', 'lid_openings', 'count', 'Locköppningar', 'Lid openings'),
  q('gauge', 'temperature', 'Cel', 'Temperatur', 'Temperature'),
  q('counter', 'people_count_towards', 'count', 'Personer in', 'People in'),
  q('counter', 'people_count_away', 'count', 'Personer ut', 'People out'),
  q('counter', 'bicycle_count', 'count', 'Cyklar', 'Bicycles'),
  q('counter', 'vehicle_count', 'count', 'Bilar', 'Cars'),
  q('gauge', 'cpu_temperature', 'Cel', 'Processortemperatur', 'CPU temperature'),
  q('gauge', 'cpu_load', '/', 'Processorlast', 'CPU load'),
  q('gauge', 'memory_used', 'B', 'Använt minne', 'Memory used'),
  q('gauge', 'disk_free', 'B', 'Ledig disk', 'Disk free'),
  q('gauge', 'uptime', 's', 'Drifttid', 'Uptime'),
  q('gauge', 'outbox_batches', 'count', 'Väntande paket', 'Batches waiting'),
  q('counter', 'pulses_lost', 'count', 'Förlorade pulser', 'Pulses lost'),
  q('gauge', 'clock_error', 's', 'Klockans fel, högst', 'Clock error, at most'),
];
