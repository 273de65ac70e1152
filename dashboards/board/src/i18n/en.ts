import { fleet } from './en/fleet';
import { live } from './en/live';
import { match } from './en/match';
import { menu } from './en/menu';
import type { Dictionary } from './text';

export const en: Dictionary = { ...live, ...menu, ...match, ...fleet };
