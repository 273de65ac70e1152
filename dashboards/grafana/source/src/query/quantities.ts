import { readFileSync } from 'node:fs';
import { repository } from '../site/repository.ts';

/** A quantity of the registry, and where InfluxDB keeps it. */
export interface Quantity {
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
  readonly measurement: string;
  readonly field: string;
  readonly english: string;
}

const entry = /new\("(?<name>\w+)", "(?<unit>[^"]+)", QuantityKind\.(?<kind>\w+), "(?<measurement>\w+)", "(?<field>\w+)", \d+, "[^"]+", "(?<english>[^"]+)"\)/g;

/** All of them, read from the one place where they are written: edge/Arena.Wire/Quantities.cs. */
export const quantities: readonly Quantity[] = [...readFileSync(repository('edge/Arena.Wire/Quantities.cs'), 'utf8').matchAll(entry)].map((found) => found.groups as unknown as Quantity);

if (quantities.length === 0) throw new Error('edge/Arena.Wire/Quantities.cs is no longer written as this module reads it.');

export const measurements = [...new Set(quantities.map((quantity) => quantity.measurement))];

const ends = [...new Set(quantities.map(({ name, field }) => field.slice(name.length)))];

/**
 * What follows a quantity's name in its field: its unit, or nothing. A pattern, so that names chosen at the top find their fields:
 * `/^(active_power|co2)(|_w|_ppm)$/`.
 */
export const unitSuffix = `(${ends.join('|')})`;

for (const { name, field } of quantities) {
  if (!field.startsWith(name)) throw new Error(`The field ${field} does not begin with its quantity's name, ${name}.`);
  const found = quantities.filter((other) => new RegExp(`^${name}${unitSuffix}$`).test(other.field));
  if (found.length !== 1) throw new Error(`The name ${name} finds ${found.map((one) => one.field).join(', ')}: Research can't tell them apart.`);
}
