/** Matches. */
export const match = {
  'match.next': 'Nästa match',
  'match.now': 'Match pågår',
  'match.expected': '{n} väntade',
} as const;
