import { venue } from './manifest.ts';

const swedish: Record<string, string> = {
  residual: 'Restavfall',
  food: 'Matavfall',
  plastic: 'Plastförpackningar',
  'paper-packaging': 'Pappersförpackningar',
  metal: 'Metallförpackningar',
  glass: 'Glasförpackningar',
  paper: 'Papper',
  deposit: 'Pant',
};

/** The manifest's fractions with their names for staff (Avfall Sverige's national signage, 2020). */
export const fractions: readonly { name: string; title: string }[] = [...new Set(venue.points.flatMap((point) => point.fraction ?? []))].map((name) => {
  const title = swedish[name];
  if (!title) throw new Error(`The fraction '${name}' has no Swedish name yet: add it here, and a colour in style/colours.ts.`);
  return { name, title };
});
