import type { LiveSample } from '../src/api/types.ts';
import { points } from './venue.ts';

/** Values as a pure function of series and time, so that history and live agree however they are asked for. */

const Day = 86_400_000;
/** This node has been silent for a while; what it measures is stale. */
export const DownNode = 'node-kiosk-west';
const DownFor = 14 * 60_000;
const started = Date.now();

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

/** Slow noise in 0–1, different for every series. */
const wave = (seed: number, at: number, period: number): number =>
  0.5 + 0.3 * Math.sin((at / period) * 6.283 + seed * 6.283) + 0.2 * Math.sin((at / period) * 17.1 + seed * 40);

const watts: Record<string, number> = { incomer: 148_000, floodlight: 42_000, kitchen: 6_400, ventilation: 8_800, solar: 21_000, 'ev-charger': 9_000, heat: 96_000, water: 300 };

export function valueAt(point: string, group: string, quantity: string, at: number): number {
  const seed = hash(point);
  const share = wave(seed, at, Day / 3);
  const flicker = 0.97 + 0.06 * wave(hash(point + quantity), at, 61_000);
  const fill = ((at / Day) * (0.6 + seed) + seed * 7.3) % 1.02;
  switch (quantity) {
    case 'filling_level': return Math.min(0.99, Math.round(fill * 1000) / 1000);
    case 'cargo_weight': return Math.round(fill * (12 + seed * 40) * 10) / 10;
    case 'lid_open': return Math.floor(at / 90_000) % 3 === 0 ? 1 : 0;
    case 'active_power': return Math.round((watts[group] ?? 5_000) * share * flicker);
    case 'thermal_power': return Math.round(watts['heat']! * share * flicker);
    case 'water_flow': return Math.round(3 * share * share * flicker * 100) / 100;
    case 'temperature': return Math.round((19 + 3 * share) * 10) / 10;
    case 'cpu_temperature': return Math.round((41 + 9 * share) * 10) / 10;
    case 'cpu_load': return Math.round(share * 40) / 100;
    case 'memory_used': return Math.round(3e8 + 1e8 * share);
    case 'disk_free': return Math.round(2e10 + 1e9 * share);
    case 'pulses_lost': return 0;
    case 'uptime': return Math.round((at - started) / 1000 + 400_000);
    case 'outbox_batches': return Math.round(share * 3);
    case 'people_count_towards': case 'people_count_away': case 'bicycle_count': case 'vehicle_count': case 'lid_openings':
      return Math.floor(((at - 1.75e12) / 60_000) * (0.02 + seed * 0.05));
    default: return Math.round(((at - 1.75e12) / 3_600_000) * (watts[group] ?? 5_000) * 0.5);
  }
}

/** How long ago the newest sample of a point was taken. */
export const lag = (node: string): number => (node === DownNode ? DownFor : 0);

export function sampleAt(point: string, group: string, node: string, quantity: string, at: number): LiveSample {
  const taken = node === DownNode ? started - DownFor : at;
  const quality = point === 'bin-east-1-plastic' ? 4 : 0;
  return { point, quantity, t: new Date(taken).toISOString(), v: valueAt(point, group, quantity, taken), quality };
}

export const allSamples = (at: number): LiveSample[] =>
  points.flatMap((p) => p.quantities.map((q) => sampleAt(p.point, p.group, p.node, q.quantity, at)));
