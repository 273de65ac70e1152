import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { outputs } from './outputs.ts';
import { repository } from './site/repository.ts';

for (const { path, text } of outputs) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(relative(repository('.'), path));
}
