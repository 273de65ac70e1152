/** A unit of Grafana's with the decimals that are worth reading. Grafana itself steps W to kW to MW. */
export interface Unit {
  readonly unit: string;
  readonly decimals: number;
}

export const watt: Unit = { unit: 'watt', decimals: 1 };
export const wattHour: Unit = { unit: 'watth', decimals: 1 };
export const litre: Unit = { unit: 'litre', decimals: 0 };
export const litrePerSecond: Unit = { unit: 'suffix:l/s', decimals: 2 };
export const share: Unit = { unit: 'percentunit', decimals: 0 };
export const celsius: Unit = { unit: 'celsius', decimals: 1 };
export const kilogram: Unit = { unit: 'masskg', decimals: 1 };
export const seconds: Unit = { unit: 's', decimals: 0 };
export const number: Unit = { unit: 'none', decimals: 0 };

/** A count of things, named: `3 paket`. */
export const things = (name: string, decimals = 0): Unit => ({ unit: `suffix: ${name}`, decimals });
export const kilogramPerHead: Unit = { unit: 'suffix: kg/person', decimals: 2 };
export const wattHourPerHead: Unit = { unit: 'suffix: Wh/person', decimals: 0 };
export const bytes: Unit = { unit: 'decbytes', decimals: 1 };
export const milliseconds: Unit = { unit: 's', decimals: 3 };
export const minutes: Unit = { unit: 'suffix: min', decimals: 0 };
export const ratio: Unit = { unit: 'percentunit', decimals: 1 };
