import { actions } from './en/actions';
import { checks } from './en/checks';
import { fleet } from './en/fleet';
import { live } from './en/live';
import { match } from './en/match';
import { menu } from './en/menu';
import { offline } from './en/offline';
import { people } from './en/people';
import { round } from './en/round';
import { screen } from './en/screen';
import type { Dictionary } from './text';

export const en: Dictionary = { ...live, ...menu, ...match, ...fleet, ...actions, ...offline, ...round, ...people, ...screen, ...checks };
