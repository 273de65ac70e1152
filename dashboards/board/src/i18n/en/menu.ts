import type { menu as sv } from '../sv/menu';

export const menu: Record<keyof typeof sv, string> = {
  'menu.label': 'Pages',
  'menu.more': 'More',
  'menu.live': 'Live',
  'menu.fleet': 'Data coverage',
  'menu.failed': 'The page could not be fetched. {why}',
  'menu.again': 'Try again',
};
