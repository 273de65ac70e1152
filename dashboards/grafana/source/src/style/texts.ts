/** What stands where there is no value: never a zero, never an empty box. */
export const noData = {
  measured: 'Inga mätvärden',
  chosen: 'Inga mätvärden för valet',
  hours: 'Inga hela timmar ännu',
  bins: 'Inga kärl har hörts av',
  noneToEmpty: 'Inget kärl behöver tömmas',
  noneSilent: 'Alla givare hörs',
  emptyings: 'Inga tömningar',
  checks: 'Inga kontroller ännu',
  match: 'Ingen match med siffror ännu',
  scales: 'Inga vägda kärl i valet',
  nodes: 'Ingen nod har hörts av',
  reported: 'Inget rapporterat ännu',
} as const;
