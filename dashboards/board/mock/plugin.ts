import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { BinState } from '../src/api/types.ts';
import { fleetAnswer, nodeAnswers, pointsAnswer, samplesAnswer, summaryAnswer } from './answers.ts';
import { matchAnswer, roundAnswer } from './match-day.ts';
import { answerMatches } from './matches.ts';
import { allSamples } from './model.ts';
import { act, binStates, story, undo } from './taps.ts';
import { nodes, site } from './venue.ts';

/** The headers ingest sends with every page: a page that breaks them breaks here first. */
const policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** Ingest's API from memory, for `npm run dev` and `npm run preview`. */
export function mockIngest(): Plugin {
  return {
    name: 'arena-mock-ingest',
    configureServer: (server) => void server.middlewares.use(answer),
    configurePreviewServer: (server) => {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', policy);
        next();
      });
      server.middlewares.use(answer);
    },
  };
}

const answer: Connect.NextHandleFunction = (request, response, next) => {
  const url = new URL(request.url ?? '/', 'http://mock');
  const now = Date.now();
  switch (url.pathname) {
    case '/api/v1/site': return json(response, site);
    case '/api/v1/points': return json(response, pointsAnswer(now));
    case '/api/v1/nodes': return json(response, { nodes: nodeAnswers(now) });
    case '/api/v1/summary': return json(response, summaryAnswer(now));
    case '/api/v1/matches/now': return json(response, matchAnswer(now));
    case '/api/v1/completeness': return json(response, fleetAnswer(url.searchParams));
    case '/api/v1/samples': {
      const found = samplesAnswer(url.searchParams, now);
      return found ? json(response, found) : problem(response);
    }
    case '/api/v1/live': return live(request, response);
    case '/api/v1/session': return json(response, session);
    case '/api/v1/bins': return json(response, { t: new Date(now).toISOString(), bins: binStates(now) });
    case '/api/v1/bins/undo': return void tapped(request, response, (body) => undo(body, now));
    case '/api/v1/round': return json(response, roundAnswer(now, binStates(now)));
    default: {
      const [, point, what] = /^\/api\/v1\/bins\/([^/]+)\/(actions|story)$/.exec(url.pathname) ?? [];
      if (what === 'story') return json(response, { point, events: story(point!) });
      if (what === 'actions') return void tapped(request, response, (body) => act(point!, body, now));
      if (!answerMatches(request, response, url.pathname, json)) next();
    }
  }
};

/** At the machine itself: every right, and no name before one is given. */
const session = { person: null, name: null, role: 'viewer', by_pin: false, has_pin: false, phone: null, people: [], rights: ['view', 'act', 'plan', 'tend', 'study', 'manage'], until: null, here: true };

const screens = new Set<(section: string, event: string, data: unknown) => void>();

async function tapped(request: IncomingMessage, response: ServerResponse, say: (body: Record<string, unknown>) => BinState | null): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bin = say(JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>);
  if (!bin) return problem(response);
  json(response, bin);
  for (const send of screens) {
    send('bins', 'bins', { bins: [bin] });
    send('round', 'round', roundAnswer(Date.now(), binStates(Date.now())));
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function problem(response: ServerResponse): void {
  response.statusCode = 404;
  response.setHeader('content-type', 'application/problem+json');
  response.end(JSON.stringify({ title: 'Not found', detail: 'No such series.', parameter: 'point', fix: 'Take a point of /api/v1/points.' }));
}

/** The stream as ingest tells it: hello, a snapshot of the sections that were asked for, then what changed, and its number. */
function live(request: IncomingMessage, response: ServerResponse): void {
  const wanted = new URL(request.url ?? '/', 'http://mock').searchParams.get('sections')?.split(',');
  const has = (section: string): boolean => !wanted || wanted.includes(section);
  const sections = {
    samples: () => allSamples(Date.now()), nodes: () => nodeAnswers(Date.now()), summary: () => summaryAnswer(Date.now()), match: () => matchAnswer(Date.now()),
    bins: () => binStates(Date.now()), round: () => roundAnswer(Date.now(), binStates(Date.now())), board: () => ({ build: null }),
  };
  let id = 0;
  const send = (section: string, event: string, data: unknown): void => {
    if (has(section)) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\nid: mock-${++id}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n');
  response.write(`event: hello\ndata: ${JSON.stringify({ t: new Date().toISOString(), run: 'mock', resumed: false })}\n\n`);
  const snapshot = Object.fromEntries(Object.entries(sections).filter(([section]) => has(section)).map(([section, tell]) => [section, tell()]));
  response.write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\nid: mock-0\n\n`);
  screens.add(send);
  const timers = [
    setInterval(() => send('samples', 'samples', { samples: sections.samples().filter((_, i) => (i + id) % 5 === 0) }), 1_000),
    setInterval(() => send('summary', 'summary', sections.summary()), 2_000),
    setInterval(() => send('nodes', 'node', sections.nodes()[id % nodes.length]), 3_000),
    setInterval(() => send('bins', 'bins', { bins: sections.bins() }), 5_000),
    setInterval(() => send('round', 'round', sections.round()), 5_000),
    setInterval(() => send('match', 'match', sections.match()), 15_000),
    setInterval(() => response.write(': heartbeat\n\n'), 15_000),
  ];
  request.on('close', () => {
    screens.delete(send);
    timers.forEach(clearInterval);
  });
}
