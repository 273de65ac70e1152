import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folders, outputs } from './outputs.ts';
import { repository } from './site/repository.ts';

/** Files in the tree that differ from what the source makes, and files that it makes no more; paths from the root. */
export function stale(): string[] {
  const differing = outputs.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text).map(({ path }) => path);
  const made = new Set(outputs.map(({ path }) => path));
  const left = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file))).filter((path) => !made.has(path));
  return [...differing, ...left].map((path) => relative(repository('.'), path));
}
