import type { TextPanel } from '../grafana/panel.ts';
import type { Unplaced } from './frame.ts';

/** Words and links, in Markdown. */
export function text(spec: { title: string; description: string; content: string }): Unplaced<TextPanel> {
  const { content, ...named } = spec;
  return { type: 'text', ...named, options: { mode: 'markdown', content }, fieldConfig: { defaults: {}, overrides: [] } };
}
