import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './site/repository.ts';

const here = repository('dashboards/grafana/source');

/** A file that must fit a type of Grafana's. */
export interface Checked {
  /** What the error names. */
  readonly name: string;
  /** Module under src/grafana, and the type in it. */
  readonly module: string;
  readonly type: string;
  readonly value: unknown;
}

/**
 * Says where files don't fit Grafana's types: the compiler reads each as a literal of its type, so a property that Grafana doesn't know is refused
 * like one that is missing.
 * @returns One line per fault, `name(line,column): error …`; none when all fit.
 */
export function faultsOf(files: readonly Checked[]): string[] {
  mkdirSync(join(here, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(here, 'dist', 'schema-'));
  try {
    for (const { name, module, type, value } of files)
      writeFileSync(join(folder, `${name}.ts`), `import type { ${type} } from '../../src/grafana/${module}.ts';\nexport const file: ${type} = ${JSON.stringify(value, null, 2)};\n`);
    const settings = { extends: '../../tsconfig.json', compilerOptions: { noEmit: true, rootDir: '../..' }, files: files.map(({ name }) => `${name}.ts`), include: [], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const run = spawnSync(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', '-p', folder], { encoding: 'utf8', cwd: folder });
    if (run.error) throw run.error;
    const faults = run.stdout.split('\n').filter((line) => line.includes('error TS'));
    if (run.status !== 0 && faults.length === 0) throw new Error(`The compiler could not run:\n${run.stdout}${run.stderr}`);
    return faults;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
