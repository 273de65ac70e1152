import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const packable = /\.(html|js|css|svg|webmanifest)$/;

/** Packs every built file once, as tightly as it goes, beside itself: `x.js.br`, `x.js.gz`. Ingest serves those to who takes them. */
export const packedFiles = (): Plugin => {
  let folder = '';
  return {
    name: 'arena-packed-files',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    closeBundle: {
      // After the worker is written.
      order: 'post',
      sequential: true,
      handler: async () => {
        const files = (await readdir(folder, { recursive: true })).filter((file) => packable.test(file));
        await Promise.all(files.map((file) => pack(join(folder, file))));
      },
    },
  };
};

async function pack(file: string): Promise<void> {
  const content = await readFile(file);
  const brotli = await promisify(brotliCompress)(content, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  const gzipped = await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
}
