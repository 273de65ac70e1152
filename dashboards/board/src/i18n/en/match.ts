import type { match as sv } from '../sv/match';

export const match: Record<keyof typeof sv, string> = {
  'match.next': 'Next match',
  'match.now': 'Match on',
  'match.expected': '{n} expected',
};
