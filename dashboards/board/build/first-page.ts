import { createHash } from 'node:crypto';
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Finishes `index.html`: the early script runs as soon as it is here instead of waiting for the others, and the build is named, so that a page that stays open for days sees that ingest has another. */
export const firstPage = (): Plugin => ({
  name: 'arena-first-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      if (!bundle) return html;
      const early = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'early');
      if (!early) throw new Error('The build has no early script.');
      const preload = new RegExp(`\\s*<link rel="modulepreload"[^>]*href="/${early.fileName}">`);
      if (!preload.test(html)) throw new Error('The page does not preload the early script, so nothing would run it before the rest.');
      // The bundler keeps its helper in a file of its own, and the pages need it: fetched with the rest of the first wave.
      const helper = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'rolldown-runtime');
      // File names hold hashes of their content.
      const build = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 16);
      const tags: HtmlTagDescriptor[] = [
        { tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src: `/${early.fileName}` }, injectTo: 'head-prepend' },
        ...(helper ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${helper.fileName}` }, injectTo: 'head' as const }] : []),
        { tag: 'meta', attrs: { name: 'board', content: build }, injectTo: 'head' },
      ];
      return { html: html.replace(preload, ''), tags };
    },
  },
});
