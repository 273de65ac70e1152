/** How numbers of a SenML unit are shown: value × factor, with so many decimals and a sign people read. */
export interface Scale {
  readonly sign: string;
  readonly factor: number;
  readonly decimals: number;
}

/** Steps of a unit, largest first: used from `from` (in the SenML unit) upwards. */
const steps: Readonly<Record<string, readonly (Scale & { readonly from: number })[]>> = {
  W: [
    { from: 1e6, sign: 'MW', factor: 1e-6, decimals: 2 },
    { from: 1e3, sign: 'kW', factor: 1e-3, decimals: 1 },
    { from: 0, sign: 'W', factor: 1, decimals: 0 },
  ],
  Wh: [
    { from: 1e6, sign: 'MWh', factor: 1e-6, decimals: 2 },
    { from: 1e5, sign: 'kWh', factor: 1e-3, decimals: 0 },
    { from: 1e3, sign: 'kWh', factor: 1e-3, decimals: 1 },
    { from: 0, sign: 'Wh', factor: 1, decimals: 0 },
  ],
  l: [
    { from: 1e5, sign: 'm³', factor: 1e-3, decimals: 0 },
    { from: 1e3, sign: 'm³', factor: 1e-3, decimals: 2 },
    { from: 0, sign: 'l', factor: 1, decimals: 0 },
  ],
  B: [
    { from: 1e9, sign: 'GB', factor: 1e-9, decimals: 1 },
    { from: 0, sign: 'MB', factor: 1e-6, decimals: 0 },
  ],
  's': [
    { from: 172_800, sign: 'd', factor: 1 / 86_400, decimals: 1 },
    { from: 7_200, sign: 'h', factor: 1 / 3_600, decimals: 1 },
    { from: 0, sign: 'min', factor: 1 / 60, decimals: 0 },
  ],
  'l/s': [{ from: 0, sign: 'l/s', factor: 1, decimals: 2 }],
  '/': [{ from: 0, sign: '%', factor: 100, decimals: 0 }],
  '%RH': [{ from: 0, sign: '%', factor: 1, decimals: 0 }],
  kg: [{ from: 0, sign: 'kg', factor: 1, decimals: 1 }],
  Cel: [{ from: 0, sign: '°C', factor: 1, decimals: 1 }],
  ppm: [{ from: 0, sign: 'ppm', factor: 1, decimals: 0 }],
  count: [{ from: 0, sign: '', factor: 1, decimals: 0 }],
};

/** The scale that suits values up to `largest`. A unit the page doesn't know is shown as it came. */
export function scaleFor(unit: string, largest: number): Scale {
  const size = Math.abs(largest);
  return steps[unit]?.find((step) => size >= step.from) ?? { sign: unit, factor: 1, decimals: size < 100 ? 2 : 0 };
}
