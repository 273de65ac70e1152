import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** A file of the repository by its path from the root. */
export function repository(path: string): string {
  return join(root, path);
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'Arena.sln'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('Arena.sln was not found above this file: run it from inside the repository.');
  return findRoot(parent);
}
