import type { Point, Quantity } from '../api/types';

/** What a point is mostly asked for, first match wins. */
const order = [
  'filling_level', 'active_power', 'thermal_power', 'water_flow', 'temperature', 'people_count_towards', 'bicycle_count',
  'vehicle_count', 'co2', 'cpu_temperature', 'active_energy_import',
];

export function primaryQuantity(point: Point): Quantity | undefined {
  for (const name of order) {
    const found = point.quantities.find((q) => q.quantity === name);
    if (found) return found;
  }
  return point.quantities[0];
}
