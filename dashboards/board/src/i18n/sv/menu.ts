/** The menu: a word for each page of the table in `src/page/pages.ts`. */
export const menu = {
  'menu.label': 'Sidor',
  'menu.more': 'Mer',
  'menu.live': 'Nuläge',
  'menu.fleet': 'Datatäckning',
  'menu.failed': 'Sidan kunde inte hämtas. {why}',
  'menu.again': 'Försök igen',
} as const;
