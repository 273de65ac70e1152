import type { Hardware, Point } from '../api/types';

/** Which kind of sensor measures a quantity, of those that are calibrated where they hang. */
const kinds: Readonly<Record<string, string>> = {
  filling_level: 'fill', filling_distance: 'fill',
  cargo_weight: 'weight', cargo_weight_raw: 'weight',
  current: 'current', apparent_power: 'current', clamp_voltage: 'current',
};

/** What is known of the calibration behind a series; undefined where none is needed. */
export const calibrationOf = (point: Point, quantity: string): Hardware['calibration'] =>
  point.hardware.find((sensor) => sensor.kind === kinds[quantity])?.calibration;
