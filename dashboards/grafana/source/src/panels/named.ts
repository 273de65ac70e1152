import type { CommonOverride } from '../grafana/field.ts';
import { fractions } from '../site/fractions.ts';
import * as colours from '../style/colours.ts';

/** Series named by fraction: the name for staff and the fraction's own colour. */
export const byFraction: CommonOverride[] = fractions.map(({ name, title }) => ({
  matcher: { id: 'byName', options: name },
  properties: [
    { id: 'displayName', value: title },
    { id: 'color', value: { mode: 'fixed', fixedColor: colours.fraction[name]! } },
  ],
}));

/** One series in a colour of its own. */
export const coloured = (series: string, colour: string): CommonOverride => ({
  matcher: { id: 'byName', options: series },
  properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }],
});
