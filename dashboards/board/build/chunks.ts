/**
 * Which file of the build a module goes into. A browser without HTTP/2 asks for six files at a time, and each further wait is a third of a second on a slow
 * network: the first view comes in a few whole files, not in many small ones. What is not named here follows the pages' dynamic imports.
 */
export const chunks = [
  // Run first, while the rest is on its way: nothing it needs may stand in another file.
  { name: 'early', priority: 5, test: /src\/(early\/|page\/(pages|fetched)\.ts|api\/sections\.ts|i18n\/(dictionary|remembered)\.ts|state\/page-address\.ts)|vite\/preload-helper/ },
  // What the frame needs, and what several pages do and is small.
  { name: 'board', priority: 3, test: /node_modules\/preact\/|board\/index\.html|src\/(main|actions|api|bins\/(level|place)|format|i18n\/(language|text)|map\/arrange|match\/plan|nodes\/state-glyph|offline|page\/(?!live|use-box)|people\/(ask|link|session|who)|round\/bin-address|state|style\/index|value)/ },
  { name: 'round', priority: 2, test: /src\/round\/(?!bin-page|story|use-story)/ },
  { name: 'live', priority: 1, test: /src\/(page\/(live|use-box)|map|bins|nodes|summary|points)/ },
];
