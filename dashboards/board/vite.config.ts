/// <reference types="vitest/config" />
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { chunks } from './build/chunks.ts';
import { firstPage } from './build/first-page.ts';
import { packedFiles } from './build/packed.ts';
import { mockIngest } from './mock/plugin.ts';

/** With ARENA_INGEST (http://127.0.0.1:8080) the page in development talks to a real ingest, without it to the mock. */
const ingest = process.env['ARENA_INGEST'];

export default defineConfig({
  plugins: [
    firstPage(),
    ...(ingest ? [] : [mockIngest()]),
    // The worker that opens the board without network: every built file, the page for every address that isn't the API's.
    VitePWA({
      filename: 'sw.js',
      manifest: false,
      injectRegister: false,
      registerType: 'prompt',
      workbox: {
        // The first visit is served by the worker too, as soon as that has everything: a page not opened yet is there without network.
        clientsClaim: true,
        globPatterns: ['**/*.{html,js,css,svg,webmanifest}'],
        navigateFallbackDenylist: [/^\/(api|openapi|healthz|readyz|metrics)(\/|$)/],
        dontCacheBustURLsMatching: /^assets\//,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
    packedFiles(),
  ],
  server: ingest ? { proxy: { '/api': ingest } } : {},
  build: {
    target: 'es2022',
    // A data: URL in a script or style would break the content security policy ingest sends.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  test: { setupFiles: ['tests/words.ts'] },
});
