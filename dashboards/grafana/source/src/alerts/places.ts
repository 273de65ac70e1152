/** Titles of the panels that alarms link to; whoever renames a panel is told by the making, and writes the new title here. */
export const places = {
  bins: 'Kärl att tömma',
  hours: 'Timmen mot månadens topp',
  temperatures: 'Temperatur',
  nodes: 'Senaste livstecken',
  signs: 'Livstecken över tid',
  waiting: 'Paket som väntar',
} as const;

export type Place = keyof typeof places;
