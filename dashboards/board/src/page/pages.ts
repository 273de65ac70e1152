import { roundSections, type Section } from '../api/sections';
import type { Site } from '../api/types';
import type { PlainKey } from '../i18n/text';
import type { Right } from '../state/rights';
import type { Load } from './fetched';

export interface PageProps {
  readonly site: Site;
}

export interface Page {
  /** In the address: `#page=NAME`. */
  readonly name: string;
  readonly title: PlainKey;
  /** One stroke drawing, 24 × 24. */
  readonly icon: string;
  /** `bar`: always in reach. `more`: behind "more" on a phone. `none`: opened from elsewhere. */
  readonly menu: 'bar' | 'more' | 'none';
  /** Shown in the menu only to those who have it. */
  readonly right?: Right;
  /** What of the live stream it needs; all without. */
  readonly sections?: readonly Section[];
  /** The page has the whole screen: neither header nor menu. */
  readonly bare?: true;
  /** Fetched when it is opened first, so that the first view stays small. */
  readonly load: Load<PageProps>;
}

/** Every page of the board, in the order of the menu. */
export const pages: readonly Page[] = [
  {
    name: 'live',
    title: 'menu.live',
    icon: 'M3 12h4l3-7 4 14 3-7h4',
    menu: 'bar',
    load: () => import('./live'),
  },
  {
    name: 'round',
    title: 'menu.round',
    icon: 'M4 6.5h16M9 6V4h6v2m-9 .5l1 14h10l1-14M9.5 13.5l2 2 3.5-4',
    menu: 'bar',
    sections: roundSections,
    load: () => import('../round/round'),
  },
  {
    name: 'bin',
    title: 'menu.bin',
    icon: 'M4 6.5h16M9 6V4h6v2m-9 .5l1 14h10l1-14',
    menu: 'none',
    sections: roundSections,
    load: () => import('../round/bin-page'),
  },
  {
    name: 'checks',
    title: 'menu.checks',
    icon: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.2 15.2L21 21M7.5 10.5l2.2 2.2 3.8-4',
    menu: 'bar',
    sections: roundSections,
    load: () => import('../checks/checks'),
  },
  {
    name: 'match',
    title: 'menu.match',
    icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8l3.8 2.8-1.5 4.5H9.7l-1.5-4.5zM12 3v5m8.6 1l-4.8 1.8m1.7 8.6l-3.2-4.1m-7.8 4.1l3.2-4.1M3.4 9l4.8 1.8',
    menu: 'bar',
    sections: ['match', 'board'],
    load: () => import('../match/match-page'),
  },
  {
    name: 'rehearsal',
    title: 'menu.rehearsal',
    icon: 'M8 5l11 7-11 7z',
    menu: 'none',
    sections: ['match', 'board'],
    bare: true,
    load: () => import('../match/rehearsal/rehearsal-page'),
  },
  {
    name: 'fleet',
    title: 'menu.fleet',
    icon: 'M4 20V10m5.3 10V4m5.4 16v-7M20 20V7',
    menu: 'more',
    load: () => import('../fleet/fleet'),
  },
  {
    name: 'screen',
    title: 'menu.screen',
    icon: 'M3 5h18v11H3zM8 20h8M12 16v4',
    menu: 'more',
    bare: true,
    sections: ['summary', 'match', 'bins', 'round', 'board'],
    load: () => import('../screen/screen'),
  },
  {
    name: 'people',
    title: 'menu.people',
    icon: 'M9 11a4 4 0 100-8 4 4 0 000 8zm-6 10c0-5 3-7 6-7s6 2 6 7M15 3.5a4 4 0 010 7m2.5 4c2.5.5 3.5 3 3.5 6.5',
    menu: 'more',
    right: 'manage',
    sections: ['match', 'board'],
    load: () => import('../people/people'),
  },
  {
    name: 'sign-in',
    title: 'menu.sign_in',
    icon: 'M12 12a4 4 0 100-8 4 4 0 000 8zm-8 9c1-5 4-7 8-7s7 2 8 7',
    menu: 'none',
    sections: ['match', 'board'],
    load: () => import('../people/sign-in'),
  },
];

/** The page of a name; an address nobody knows shows the live page. */
export const findPage = (name: string): Page => pages.find((page) => page.name === name) ?? pages[0]!;
