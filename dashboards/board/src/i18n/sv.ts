import { actions } from './sv/actions';
import { checks } from './sv/checks';
import { fleet } from './sv/fleet';
import { live } from './sv/live';
import { match } from './sv/match';
import { menu } from './sv/menu';
import { offline } from './sv/offline';
import { people } from './sv/people';
import { round } from './sv/round';
import { screen } from './sv/screen';

/** Every text of the board, in the staff's language, one file a page. `{…}` is filled in; English has the same keys and the same holes. */
export const sv = { ...live, ...menu, ...match, ...fleet, ...actions, ...offline, ...round, ...people, ...screen, ...checks } as const;
