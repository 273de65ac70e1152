import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MatchBrief, Phase } from '../src/api/types.ts';
import type { MatchEvent, MatchWhole, PhaseStart, Results } from '../src/match/types.ts';
import { kickOff, matchAnswer, plan } from './match-day.ts';
import { allSamples } from './model.ts';

/** A season around the mock's match day, each match with results; what is said of one is kept until the mock ends. */

const Minute = 60_000;
const Week = 7 * 24 * 60 * Minute;
const iso = (at: number): string => new Date(at).toISOString();
const opponents = ['IK Oddevold', 'Landskrona BoIS', 'Örebro SK', 'Östersunds FK', 'Helsingborgs IF', 'Sandvikens IF', 'Gefle IF', 'IFK Mora'];
const today = 5;
const histories = new Map<string, MatchEvent[]>();

const startsOf = (kick: number): PhaseStart[] =>
  plan.map(([phase, minutes]) => ({ phase, at: iso(kick + minutes * Minute), planned: iso(kick + minutes * Minute), by_hand: false }));

export function briefs(now: number): MatchBrief[] {
  return opponents.map((opponent, i) => {
    if (i === today) return matchAnswer(now).match!;
    const kick = kickOff + (i - today) * Week;
    const planned = i > today;
    return {
      match: `${iso(kick).slice(0, 10)}-${i}`, home: null, opponent, kick_off: iso(kick), expected_attendance: 2000 + i * 400, source: 'manifest',
      state: planned ? 'planned' : 'over', phase: 'over', phase_since: planned ? null : iso(kick + 200 * Minute),
      next_phase: planned ? 'gates' : null, next_phase_at: planned ? iso(kick - 90 * Minute) : null,
    };
  });
}

const results = (i: number): Results => ({
  attendance: 2100 + i * 390, waste_kg: 310 + i * 31, sorted_kg: 150 + i * 19, energy_wh: 3_900_000 + i * 140_000, water_l: 41_000 + i * 2_700, emptyings: 9 + i,
});

function whole(brief: MatchBrief, i: number): MatchWhole {
  const history = histories.get(brief.match) ?? [];
  const begun = new Map(history.filter((event) => !event.undone && event.said.phase).map((event) => [event.said.phase!, event.said.phase_at!]));
  const phases = startsOf(Date.parse(brief.kick_off)).map((start) => (begun.has(start.phase) ? { ...start, at: begun.get(start.phase)!, by_hand: true } : start));
  const at = phases.findLastIndex((start) => Date.parse(start.at) <= Date.now());
  const none: Results = { attendance: null, waste_kg: null, sorted_kg: null, energy_wh: null, water_l: null, emptyings: null };
  const now = brief.state === 'on' ? { phase: phases[at]!.phase, phase_since: phases[at]!.at, next_phase: phases[at + 1]?.phase ?? null, next_phase_at: phases[at + 1]?.at ?? null } : {};
  return { ...brief, ...now, set_attendance: null, phases, results: brief.state === 'planned' ? none : results(i), history };
}

/** Answers /api/v1/matches…; false for what is not of it. */
export function answerMatches(request: IncomingMessage, response: ServerResponse, path: string, json: (response: ServerResponse, body: unknown) => void): boolean {
  const [, name, what] = /^\/api\/v1\/matches(?:\/([^/]+))?(?:\/(phase|undo|rehearsal))?$/.exec(path) ?? [];
  if (!path.startsWith('/api/v1/matches')) return false;
  const season = briefs(Date.now());
  if (!name) {
    json(response, { matches: season });
    return true;
  }
  const i = season.findIndex((match) => match.match === decodeURIComponent(name));
  if (i < 0) return false;
  if (what === 'rehearsal') rehearse(request, response, season[i]!);
  else void said(request, season[i]!, what).then(() => json(response, whole(season[i]!, i)));
  return true;
}

async function said(request: IncomingMessage, match: MatchBrief, what: string | undefined): Promise<void> {
  if (request.method !== 'POST') return;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { who?: string; phase?: Phase; at?: string; event?: number };
  const history = histories.get(match.match) ?? [];
  const event = { event: history.length + 1, at: iso(Date.now()), who: body.who ?? 'operator', undone: false };
  if (what === 'undo') {
    const last = history.findLast((each) => !each.undone && each.said.undoes === undefined && (body.event === undefined || each.event === body.event));
    histories.set(match.match, [...history.map((each) => (each === last ? { ...each, undone: true } : each)), { ...event, said: { undoes: last?.event ?? 0 } }]);
    return;
  }
  const { who, at, ...rest } = body;
  histories.set(match.match, [...history, { ...event, said: what === 'phase' ? { phase: body.phase!, phase_at: at ?? event.at } : (rest as MatchEvent['said']) }]);
}

function rehearse(request: IncomingMessage, response: ServerResponse, match: MatchBrief): void {
  const search = new URL(request.url ?? '/', 'http://mock').searchParams;
  const speed = Number(search.get('speed') ?? 60);
  const starts = startsOf(Date.parse(match.kick_off));
  const to = Date.parse(starts.at(-1)!.at);
  let at = Date.parse(search.get('from') ?? starts[0]!.at);
  let begun = 0;
  const send = (event: string, data: unknown): void => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  send('rehearsal', { match: match.match, speed, from: iso(at), to: iso(to) });
  const timer = setInterval(() => {
    at = Math.min(to, at + speed * 500);
    for (; begun < starts.length && Date.parse(starts[begun]!.at) <= at; begun++) send('rehearsal_phase', starts[begun]);
    send('rehearsal_samples', { t: iso(at), samples: allSamples(at).filter((sample) => sample.quantity === 'filling_level') });
    if (at >= to) response.end();
  }, 500);
  request.on('close', () => clearInterval(timer));
  response.on('finish', () => clearInterval(timer));
}
