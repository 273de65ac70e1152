import type { ComponentType } from 'preact';

/** How a part of the board is fetched; the same function each time, for it is what the part is known by. */
export type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>;

/** What was fetched: a part that was open once is there at once. */
const fetched = new Map<Load<never>, ComponentType<never>>();

/** Begins to fetch a part that will be shown soon; a failure is told when it is shown. */
export async function fetchPart<P>(load: Load<P>): Promise<void> {
  fetched.set(load as Load<never>, (await load()).default as ComponentType<never>);
}

/** The part, where it is here. */
export const partOf = <P>(load: Load<P>): ComponentType<P> | undefined => fetched.get(load as Load<never>) as ComponentType<P> | undefined;
