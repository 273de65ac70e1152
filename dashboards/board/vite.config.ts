import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { mockIngest } from './mock/plugin.ts';

/** With ARENA_INGEST (http://127.0.0.1:8080) the page in development talks to a real ingest, without it to the mock. */
const ingest = process.env['ARENA_INGEST'];

/** Names the build in its page, so that one that stays open for days sees that ingest has another. File names hold hashes of their content. */
const namedBuild = (): Plugin => ({
  name: 'arena-named-build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const content = createHash('sha256').update(Object.keys(bundle ?? {}).sort().join()).digest('hex').slice(0, 16);
      return bundle ? [{ tag: 'meta', attrs: { name: 'board', content }, injectTo: 'head' }] : [];
    },
  },
});

export default defineConfig({
  plugins: [
    namedBuild(),
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
  ],
  server: ingest ? { proxy: { '/api': ingest } } : {},
  build: {
    target: 'es2022',
    // A data: URL in a script or style would break the content security policy ingest sends.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
