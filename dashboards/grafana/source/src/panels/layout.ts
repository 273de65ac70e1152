import type { Panel, RowPanel } from '../grafana/panel.ts';
import type { Unplaced } from './frame.ts';

const Columns = 24;

/** A panel with its size on the grid: 24 columns wide; a row of the grid is about 38 px high. */
export interface Sized {
  readonly width: number;
  readonly height: number;
  readonly panel: Unplaced<Panel>;
}

/** A heading and the panels under it. A collapsed one asks the database nothing until it is opened. */
export interface Section {
  readonly title: string;
  readonly panels: readonly Sized[];
  readonly collapsed?: boolean;
}

export const sized = (width: number, height: number, panel: Unplaced<Panel>): Sized => ({ width, height, panel });

export const section = (title: string, ...panels: Sized[]): Section => ({ title, panels });

export const collapsed = (title: string, ...panels: Sized[]): Section => ({ title, panels, collapsed: true });

/** Lays sections out from left to right and from top to bottom. A section without a title has no heading. */
export function layOut(sections: readonly Section[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let id = 0;
  let y = 0;
  for (const one of sections) {
    const heading: RowPanel | undefined =
      one.title === '' ? undefined : { id: ++id, type: 'row', title: one.title, collapsed: one.collapsed ?? false, panels: [], gridPos: { x: 0, y: y++, w: Columns, h: 1 } };
    if (heading) placed.push(heading);
    const panels: Panel[] = [];
    let x = 0;
    let line = 0;
    for (const { width, height, panel } of one.panels) {
      if (x + width > Columns) [x, y, line] = [0, y + line, 0];
      panels.push({ ...panel, id: ++id, gridPos: { x, y, w: width, h: height } } as Panel);
      x += width;
      line = Math.max(line, height);
    }
    y += line;
    (one.collapsed && heading ? heading.panels : placed).push(...panels);
  }
  return placed;
}
