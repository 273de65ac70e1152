import type { Annotation } from './grafana/dashboard.ts';
import { here } from './query/influxql.ts';
import { source } from './query/source.ts';

/** The phases of a match as ingest writes them: measurement `match`, field `phase`, at the start of each. */
const phases = [
  { phase: 1, name: 'Insläpp', colour: 'blue' },
  { phase: 2, name: 'Avspark', colour: 'green' },
  { phase: 3, name: 'Paus', colour: 'yellow' },
  { phase: 4, name: 'Andra halvlek', colour: 'green' },
  { phase: 5, name: 'Slutsignal', colour: 'red' },
  { phase: 6, name: 'Städning', colour: 'purple' },
] as const;

/** A mark at the start of each phase, with the match's name; one kind can be switched off at the top without the others. */
export const matchPhases: Annotation[] = phases.map(({ phase, name, colour }) => marks(name, colour, `"phase" = ${phase}`));

/** Only the kick-offs: enough where weeks are shown. */
export const kickOffs: Annotation[] = matchPhases.filter(({ name }) => name === 'Avspark');

function marks(name: string, colour: string, condition: string): Annotation {
  return {
    name,
    enable: true,
    iconColor: colour,
    datasource: source,
    target: {
      refId: 'Anno',
      name,
      query: `SELECT "phase", "match" FROM "match" WHERE $timeFilter AND ${here} AND ${condition}`,
      rawQuery: true,
      fromAnnotations: true,
      textColumn: 'match',
    },
  };
}
