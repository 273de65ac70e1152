import type * as schema from '@grafana/schema';
import type { Plain } from './plain.ts';

/** Where a value leads when it is clicked; `${__data.fields…}`, `${__url_time_range}` and variables are filled in by Grafana. */
export interface DataLink {
  title: string;
  url: string;
  targetBlank?: boolean;
  oneClick?: boolean;
}

export type Mapping = Plain<schema.ValueMapping>;
export type Thresholds = Plain<schema.ThresholdsConfig>;

type Described = Plain<Omit<schema.FieldConfig, 'custom' | 'links'>>;

/** How every value of a panel is shown. */
export interface Defaults<Custom> extends Described {
  custom?: Plain<Custom>;
  links?: DataLink[];
}

type Common = Defaults<never>;

/** What an override of any kind of panel may change. */
export type FieldProperty = { [K in keyof Omit<Common, 'custom'> & string]-?: { id: K; value: NonNullable<Common[K]> } }[keyof Omit<Common, 'custom'> & string];

/** The same, and with `custom.` what the panel's kind adds. */
export type Property<Custom> = FieldProperty | { [K in keyof Custom & string]-?: { id: `custom.${K}`; value: NonNullable<Plain<Custom[K]>> } }[keyof Custom & string];

/** Properties of the fields that a matcher finds. */
export interface Override<Custom> {
  matcher: { id: 'byName' | 'byRegexp' | 'byFrameRefID' | 'byType'; options: string };
  properties: Property<Custom>[];
}

/** An override that fits every kind of panel. */
export interface CommonOverride {
  matcher: Override<never>['matcher'];
  properties: FieldProperty[];
}

export interface FieldConfig<Custom> {
  defaults: Defaults<Custom>;
  overrides: Override<Custom>[];
}
