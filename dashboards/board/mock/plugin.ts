import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { fleetAnswer, nodeAnswers, pointsAnswer, samplesAnswer, summaryAnswer } from './answers.ts';
import { allSamples } from './model.ts';
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
    case '/api/v1/completeness': return json(response, fleetAnswer(url.searchParams));
    case '/api/v1/samples': {
      const found = samplesAnswer(url.searchParams, now);
      return found ? json(response, found) : problem(response);
    }
    case '/api/v1/live': return live(request, response);
    default: return next();
  }
};

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function problem(response: ServerResponse): void {
  response.statusCode = 404;
  response.setHeader('content-type', 'application/problem+json');
  response.end(JSON.stringify({ title: 'Not found', detail: 'No such series.', parameter: 'point', fix: 'Take a point of /api/v1/points.' }));
}

function live(request: IncomingMessage, response: ServerResponse): void {
  let id = 0;
  const send = (event: string, data: unknown): void => void response.write(`id: ${++id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  send('snapshot', { samples: allSamples(Date.now()), nodes: nodeAnswers(Date.now()), summary: summaryAnswer(Date.now()) });
  const timers = [
    setInterval(() => send('samples', { samples: allSamples(Date.now()).filter((_, i) => (i + id) % 5 === 0) }), 1_000),
    setInterval(() => send('summary', summaryAnswer(Date.now())), 2_000),
    setInterval(() => send('node', nodeAnswers(Date.now())[id % nodes.length]), 3_000),
    setInterval(() => response.write(': heartbeat\n\n'), 15_000),
  ];
  request.on('close', () => timers.forEach(clearInterval));
}
