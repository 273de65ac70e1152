/** What stands where there is no value: never a zero, never an empty box. */
export const noData = {
  measured: 'Inga mätvärden',
  chosen: 'Inga mätvärden för valet',
  bins: 'Inga kärl har hörts av',
  scales: 'Inga vägda kärl i valet',
  nodes: 'Ingen nod har hörts av',
} as const;
