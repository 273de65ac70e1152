/** Titles of the panels that alarms link to; whoever renames a panel is told by the making, and writes the new title here. */
export const places = {
  bins: 'Kärl att tömma',
  peak: 'Timmen mot månadens topp',
  silent: 'Tysta givare',
  temperatures: 'Temperatur',
  nodes: 'Senaste livstecken',
  signs: 'Livstecken över tid',
  pulses: 'Förlorade pulser per dygn',
  clocks: 'Klockans fel',
  quarantine: 'Karantän efter orsak',
} as const;

export type Place = keyof typeof places;
