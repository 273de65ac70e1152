import type { Group } from '../api/types';

const bolt = 'M13 2L4.5 13.5H11L9.5 22 19 9.5h-6.5z';

/** One stroke drawing per group, 24 × 24. */
const paths: Readonly<Record<Group, string>> = {
  bin: 'M4 6.5h16M9 6V4h6v2m-9 .5l1 14h10l1-14M10 10v7m4-7v7',
  incomer: bolt,
  floodlight: 'M5 3h14v7H5zM9.7 3v7m4.6-7v7M5 6.5h14M12 10v11m-3 0h6',
  kitchen: 'M5 11h14v7a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zm-3 1h3m14 0h3M8 8c0-2 1.5-2 1.5-4M13 8c0-2 1.5-2 1.5-4',
  ventilation: 'M12 12c-5-1-6-8-1-9 3 0 3 4 1 9zm0 0c5 1 6 8 1 9-3 0-3-4-1-9zm0 0c1-5 8-6 9-1 0 3-4 3-9 1zm0 0c-1 5-8 6-9 1 0-3 4-3 9-1z',
  solar: 'M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM12 2v2.5m0 15V22M2 12h2.5m15 0H22M5 5l1.7 1.7m10.6 10.6L19 19M19 5l-1.7 1.7M6.7 17.3L5 19',
  'ev-charger': 'M5 21V5a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2v16M3 21h13M14 11h2a2 2 0 0 1 2 2v3.5a1.5 1.5 0 0 0 3 0V9l-3-3M10 7l-2 4h3l-2 4',
  heat: 'M12 2.5c1 4 5.5 5.5 5.5 11a5.5 5.5 0 0 1-11 0c0-2.5 1.3-4 2.5-5 .3 1.7 1 2.5 1.7 2.8C10.5 8 11 5 12 2.5z',
  water: 'M12 3c3.5 4.5 6 7.4 6 11a6 6 0 0 1-12 0c0-3.6 2.5-6.5 6-11z',
  climate: 'M14 13.5V5a2 2 0 0 0-4 0v8.5a4 4 0 1 0 4 0zM12 9v8',
  turnstile: 'M12 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6.5 21v-5a4 4 0 0 1 4-4h3a4 4 0 0 1 4 4v5',
  bicycle: 'M6 12.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm12 0a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM6 16.5L9.5 9H15l3 7.5M9.5 9l3.5 7.5h-7M8 7h3m3.5-1H17',
  car: 'M3 16v-3.5l2-1 2-5h10l2 5 2 1V16zm1 0v2.5m16-2.5v2.5M5 11.5h14M7 14h.1m9.9 0h.1',
  node: 'M7 7h10v10H7zM10 7V3.5M14 7V3.5M10 20.5V17m4 3.5V17M7 10H3.5M7 14H3.5m17-4H17m3.5 4H17',
  other: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 5v3.5l2.5 2',
};

export const GroupIcon = ({ group }: { readonly group: Group }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[group] ?? paths.other} />
  </svg>
);
