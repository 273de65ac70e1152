/** Name of the page in the address (`#page=fleet`), so that a screen can be pointed at one; the live page has none. */
export const pageOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, '')).get('page') ?? 'live';

export const addressOf = (page: string): string => (page === 'live' ? '#' : `#page=${page}`);
