import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { mockIngest } from './mock/plugin.ts';

/** With ARENA_INGEST (http://127.0.0.1:8080) the page in development talks to a real ingest, without it to the mock. */
const ingest = process.env['ARENA_INGEST'];

export default defineConfig({
  plugins: [
    ...(ingest ? [] : [mockIngest()]),
    // The worker that opens the board without network: every built file, the page for every address that isn't the API's.
    VitePWA({
      filename: 'sw.js',
      manifest: false,
      injectRegister: false,
      registerType: 'prompt',
      workbox: {
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
