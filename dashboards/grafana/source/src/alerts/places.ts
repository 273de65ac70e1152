/** Titles of the panels that alarms link to; whoever renames a panel is told by the making, and writes the new title here. */
export const places = {
  bins: 'Kärl efter fyllnadsgrad',
  hours: 'El från nätet per timme',
  temperatures: 'Temperatur',
  nodes: 'Noder: senaste livstecken',
  signs: 'Noder: livstecken över tid',
  waiting: 'Noder: paket som väntar',
} as const;

export type Place = keyof typeof places;
