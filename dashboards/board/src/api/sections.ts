/** A part of the live stream, as `sections=` of /api/v1/live names it. */
export type Section = 'samples' | 'nodes' | 'summary' | 'match' | 'bins' | 'round' | 'board';

/** What a page that shows nothing measured needs: how the match, the bins and the round stand. A fraction of the bytes of all. */
export const roundSections: readonly Section[] = ['match', 'bins', 'round', 'board'];

/** Where the stream is asked for; all sections without a choice. */
export const liveAddress = (sections: readonly Section[] | undefined): string =>
  sections ? `/api/v1/live?sections=${sections.join(',')}` : '/api/v1/live';

/** Whether one who had the first is told everything of the second when the line goes on where it was. */
export const covers = (had: readonly Section[] | undefined, wanted: readonly Section[] | undefined): boolean =>
  had === undefined || (wanted !== undefined && wanted.every((section) => had.includes(section)));
