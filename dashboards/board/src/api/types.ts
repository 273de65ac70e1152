/** The JSON shapes of ingest's HTTP API, v1. Times are RFC 3339 in UTC, units are SenML's (RFC 8428). */

export interface Title {
  readonly sv: string;
  readonly en: string;
}

/** A position on the map, in map units from the upper left corner. */
export type Position = readonly [x: number, y: number];

export interface MapShape {
  /** pitch, stand, building, path or parking. */
  readonly kind: string;
  readonly label: Title | null;
  readonly outline: readonly Position[];
}

export interface Match {
  readonly match: string;
  readonly opponent: string;
  readonly kick_off: string;
  readonly expected_attendance: number;
}

export interface Site {
  readonly site: string;
  readonly title: Title;
  /** IANA name; days and clock times on the page are the venue's. */
  readonly time_zone: string;
  readonly map: { readonly width: number; readonly height: number; readonly shapes: readonly MapShape[] };
  readonly zones: readonly { readonly zone: string; readonly title: Title }[];
  readonly matches: readonly Match[];
}

export type Group =
  | 'bin' | 'incomer' | 'floodlight' | 'kitchen' | 'ventilation' | 'solar' | 'ev-charger' | 'heat' | 'water'
  | 'climate' | 'turnstile' | 'bicycle' | 'car' | 'node' | 'other';

export type QuantityKind = 'gauge' | 'counter' | 'event';

export interface Reading {
  readonly t: string;
  readonly v: number;
  /** Bits: 1 estimated time, 2 implausible, 4 sensor fault, 8 counter reset, 16 pulses lost, 32 thinned, 64 set to the meter's display. */
  readonly quality: number;
}

export interface Quantity {
  readonly quantity: string;
  /** SenML unit: W, Wh, l, l/s, kg, Cel, %RH, ppm, count, / … */
  readonly unit: string;
  readonly kind: QuantityKind;
  readonly title: Title;
  readonly last: Reading | null;
}

/** A sensor that measures a point today. */
export interface Hardware {
  /** s0, fill, weight, lid, temperature, current, dc, han or health. */
  readonly kind: string;
  readonly every_s: number;
  /** Only of what must be calibrated where it hangs; `on` is a date at the venue, null where nobody wrote it down. */
  readonly calibration?: { readonly on: string | null };
}

export interface Point {
  readonly point: string;
  readonly title: Title;
  readonly zone: string;
  readonly group: Group;
  readonly fraction: string | null;
  readonly medium: string | null;
  readonly node: string;
  readonly at: Position;
  readonly hardware: readonly Hardware[];
  readonly quantities: readonly Quantity[];
}

/** A reading of a series, as the live stream carries it. */
export interface LiveSample extends Reading {
  readonly point: string;
  readonly quantity: string;
}

export interface Node {
  readonly node: string;
  readonly title: Title;
  readonly zone: string;
  readonly at: Position;
  readonly state: 'online' | 'offline' | 'unknown';
  readonly state_since: string | null;
  readonly last_batch: string | null;
  readonly last_sample: string | null;
  /** Batches that are sealed on the node and not yet terminal here. */
  readonly pending: number;
  readonly stored_batches: number;
  readonly quarantined_batches: number;
  readonly quarantined_samples: number;
  readonly version: string | null;
}

export interface Summary {
  readonly t: string;
  readonly active_power_w: number | null;
  readonly energy_today_wh: number | null;
  readonly solar_power_w: number | null;
  readonly solar_today_wh: number | null;
  readonly heat_power_w: number | null;
  readonly heat_today_wh: number | null;
  readonly water_today_l: number | null;
  /** Who came in through the turnstiles. */
  readonly visitors_today: number | null;
  readonly bins: { readonly total: number; readonly over_80: number; readonly over_95: number };
  readonly nodes: { readonly total: number; readonly online: number };
  readonly quarantined: number;
}

/** A connection to the live stream begins. */
export interface Hello {
  /** Ingest's clock. */
  readonly t: string;
  /** Another one after each start of ingest. */
  readonly run: string;
  /** It goes on where the last one broke; else a snapshot follows. */
  readonly resumed: boolean;
}

/** A field for each section of the stream that was asked for. */
export interface Snapshot {
  readonly samples?: readonly LiveSample[];
  readonly nodes?: readonly Node[];
  readonly summary?: Summary;
  readonly match?: MatchNow;
  readonly bins?: readonly BinState[];
  readonly round?: Round | null;
  readonly board?: BoardBuild;
}

/** The board that ingest serves now. */
export interface BoardBuild {
  /** As `<meta name="board">` of its page has it; null where there is none. */
  readonly build: string | null;
}

/** How a match day stands. */
export interface MatchNow {
  /** Going on, from the gates to the end of cleaning. */
  readonly match: MatchBrief | null;
  readonly next: MatchBrief | null;
}

export type Phase = 'gates' | 'first-half' | 'half-time' | 'second-half' | 'egress' | 'clean-up' | 'over';

export interface MatchBrief {
  readonly match: string;
  /** Null for the ground's own team. */
  readonly home: string | null;
  readonly opponent: string;
  readonly kick_off: string;
  readonly expected_attendance: number | null;
  /** manifest, form or ical. */
  readonly source: string;
  readonly state: 'planned' | 'on' | 'over' | 'cancelled';
  readonly phase: Phase;
  readonly phase_since: string | null;
  /** As planned. */
  readonly next_phase: Phase | null;
  readonly next_phase_at: string | null;
}

/** What someone says of a bin with one tap. */
export type BinDeed = 'emptied' | 'skipped' | 'swapped' | 'overflowing' | 'sensor_cleaned';

export type BinUrgency = 'ok' | 'soon' | 'urgent' | 'full' | 'overflowing' | 'emptied' | 'skipped' | 'unknown';

/** How a bin stands: what someone saw there goes before what its sensors say. */
export interface BinState {
  readonly point: string;
  /** What its range finder says, 0–1, believed or not. */
  readonly level: number | null;
  readonly level_at: string | null;
  readonly state: BinUrgency;
  readonly since: string;
  /** Why the level is not believed. `reason`: lid-open, dirty-sensor, bag-caught, stuck or contradicts-weight. */
  readonly doubt: { readonly reason: string; readonly since: string; readonly likely_level: number | null } | null;
  /** What happened to it last and stands. */
  readonly last: LastDeed | null;
  readonly actions_today: number;
}

export interface LastDeed {
  /** Null where nobody tapped: its sensors saw it. */
  readonly action: string | null;
  readonly what: BinDeed;
  /** Of a skipped bin: locked, blocked, not-full, no-time or other. */
  readonly why: string | null;
  readonly note: string | null;
  readonly at: string;
  readonly by: string | null;
  /** What its own sensors saw of an emptying. */
  readonly confirmed: { readonly at: string; readonly kg: number | null } | null;
}

/** Which bins to empty before which whistle, in walking order. */
export interface Round {
  readonly t: string;
  readonly match: string | null;
  readonly stops: readonly RoundStop[];
  readonly progress: {
    readonly emptied: number;
    readonly skipped: number;
    readonly left: number;
    readonly overflowing: number;
    readonly kg: number;
    readonly sorted_share: number | null;
  };
}

export interface RoundStop {
  readonly point: string;
  /** Before which phase begins; null: it can't wait for one. */
  readonly before: { readonly phase: string; readonly at: string } | null;
  /** How likely it would be full at the phase after that, 0–1. */
  readonly chance: number;
  /** When it is full, as often earlier as later; one time in ten before `full_early`, one in ten after `full_late`; null: after the match. */
  readonly full: string | null;
  readonly full_early?: string | null;
  readonly full_late?: string | null;
  readonly done: string | null;
  /** The walk comes after the whistle. */
  readonly too_late: boolean;
  /** Its level is in doubt: one looks first. */
  readonly look: boolean;
}

/** What happened to a bin. */
export interface BinEvent {
  readonly at: string;
  readonly kind: 'action' | 'sensed';
  readonly what: BinDeed;
  readonly why: string | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly action: string | null;
  readonly undone_by: string | null;
  readonly kg: number | null;
  /** When ingest heard of it: later, when the phone had no network. */
  readonly arrived: string | null;
}

/** [time, value, quality], or with `every` [start of bucket, value, count]. */
export type SampleRow = readonly [t: string, v: number, qualityOrCount: number];

export interface SamplesAnswer {
  readonly from: string;
  readonly to: string;
  readonly every: string | null;
  readonly agg: string | null;
  readonly series: readonly {
    readonly point: string;
    readonly quantity: string;
    readonly unit: string;
    readonly samples: readonly SampleRow[];
  }[];
}

/** A stretch of sample time in which data are missing, fewer or less certain. */
export interface Gap {
  /** In kebab-case: thinned, disk-full, node-off, not-received, unknown … */
  readonly cause: string;
  readonly from: string;
  readonly to: string;
  readonly epoch: string | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly samples: number | null;
  readonly point: string | null;
  readonly detail: string;
  /** The node declared it itself; else it is concluded from what is not there. */
  readonly certain: boolean;
}

export interface FleetWindow {
  readonly from: string;
  readonly to: string;
  readonly expected: number;
  readonly stored: number | null;
  readonly complete: number | null;
}

export interface FleetNode {
  readonly node: string;
  readonly counts: { readonly missing_batches: number; readonly complete: number | null };
  readonly windows: readonly FleetWindow[];
  readonly gaps: readonly Gap[];
}

export interface Fleet {
  readonly nodes: readonly FleetNode[];
}
