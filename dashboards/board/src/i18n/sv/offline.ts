/** What the installed page says of itself. */
export const offline = {
  'offline.fresh': 'Det finns en nyare version.',
  'offline.fresh.take': 'Byt nu',
} as const;
