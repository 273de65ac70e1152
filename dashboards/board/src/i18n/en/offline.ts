import type { offline as sv } from '../sv/offline';

export const offline: Record<keyof typeof sv, string> = {
  'offline.fresh': 'There is a newer version.',
  'offline.fresh.take': 'Switch now',
};
