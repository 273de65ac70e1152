import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { type Draft, newAction } from '../src/actions/entry';
import { outcomeOf } from '../src/actions/outcome';
import { MostEntries, QueueFull, QueueStore } from '../src/actions/queue-store';
import { type Progress, runSender, type SenderParts } from '../src/actions/sender';
import { type Fault, SomeIngest } from './some-ingest';

// A loaded machine takes its time; what fails says so before.
vi.setConfig({ testTimeout: 30_000 });

const noon = Date.parse('2026-11-22T12:00:00Z');
let databases = 0;
const someQueue = (): string => `queue-${++databases}`;

const draft = (change: Partial<Draft> = {}): Draft => ({
  action: newAction(), method: 'POST', path: '/api/v1/bins/bin-a/actions', type: 'application/json', body: { what: 'emptied' }, label: 'Tömd',
  at: noon, by: null, ...change,
});

/** A phone: one page over a queue on disk. `kill` ends the page between two instructions, the queue stays. */
function phone(name: string, ingest: SomeIngest, change: Partial<SenderParts> = {}) {
  const page = new AbortController();
  const store = new QueueStore(name);
  const seen: Progress[] = [];
  let empty: () => void;
  const idle = new Promise<void>((resolve) => (empty = resolve));
  const waits: (number | null)[] = [];
  let now = noon;
  const running = runSender(
    {
      store,
      send: async (entry, file) => outcomeOf(await ingest.hear(entry, file), now),
      alone: (work) => work(),
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        if (milliseconds === null) return new Promise<void>((resolve) => page.signal.addEventListener('abort', () => resolve()));
        // A tap cuts every second wait short.
        now += waits.length % 2 ? milliseconds : milliseconds / 2;
        await new Promise((resolve) => setTimeout(resolve, 0));
      },
      mine: () => true,
      said: () => undefined,
      left: () => undefined,
      told: async (progress) => {
        seen.push(progress);
        if (progress.phase === 'idle') empty();
      },
      now: () => now,
      random: () => 0.5,
      ...change,
    },
    page.signal,
  );
  return { store, seen, waits, idle, running, kill: () => page.abort() };
}

describe('the queue on disk', () => {
  it('keeps what was tapped in its order, with its id and its moment', async () => {
    const name = someQueue();
    const first = await new QueueStore(name).add(draft(), null);
    const second = await new QueueStore(name).add(draft({ path: '/api/v1/checks' }), null);

    const kept = await new QueueStore(name).all();
    expect(kept.map((entry) => entry.path)).toEqual([first.path, second.path]);
    expect(kept[0]!.body).toEqual({ what: 'emptied', action: first.action, at: '2026-11-22T12:00:00.000Z' });
    expect(first.action).toMatch(/^[0-9a-f]{32}$/);
  });

  it('does not turn two taps round when the clock is set back between them', async () => {
    const store = new QueueStore(someQueue());
    await store.add(draft({ at: noon }), null);
    expect((await store.add(draft({ at: noon - 5_000 }), null)).at).toBe(noon + 1);
  });

  it('takes no more when it is full, and loses nothing of what it has', async () => {
    const store = new QueueStore(someQueue());
    for (let i = 0; i < MostEntries; i++) await store.add(draft(), null);
    await expect(store.add(draft(), null)).rejects.toThrow(QueueFull);
    expect(await store.all()).toHaveLength(MostEntries);
  }, 60_000);

  it('takes no more photos than the phone has room for', async () => {
    const store = new QueueStore(someQueue());
    const photo = new ArrayBuffer(15_000_000);
    await store.add(draft(), photo);
    await store.add(draft(), photo);
    await expect(store.add(draft(), photo)).rejects.toThrow(QueueFull);
    expect((await store.add(draft(), null)).n).toBeGreaterThan(0);
  });
});

describe('an answer', () => {
  const answered = (status: number, headers: Record<string, string> = {}, body: string | null = '{}') =>
    outcomeOf(new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }), noon);

  it.each([[200, 'said'], [400, 'refused'], [404, 'refused'], [409, 'refused'], [413, 'refused'], [415, 'refused'], [401, 'sign-in'], [403, 'sign-in'],
    [408, 'later'], [425, 'later'], [429, 'later'], [500, 'later'], [503, 'later']] as const)('of %i means: %s', async (status, kind) => {
    expect((await answered(status)).kind).toBe(kind);
  });

  it('is not one when a guest network gives it', async () => {
    expect(await answered(200, { 'content-type': 'text/html' }, 'Welcome')).toEqual({ kind: 'later', after: 0, reason: 'The network answered instead of ingest.' });
  });

  it('says how long to wait, in seconds or as a date, and never more than five minutes', async () => {
    expect(await answered(503, { 'retry-after': '7' })).toMatchObject({ after: 7_000 });
    expect(await answered(503, { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' })).toMatchObject({ after: 30_000 });
    expect(await answered(503, { 'retry-after': '86400' })).toMatchObject({ after: 300_000 });
    expect(await answered(503, { 'retry-after': 'soon' })).toMatchObject({ after: 0 });
  });
});

describe('the sender', () => {
  const faults: readonly Fault[] = ['lost-before', 'lost-after', 'torn', 'portal', 'busy', 'broken'];

  it.each(faults)('says each action once and in order through: %s', async (fault) => {
    const ingest = new SomeIngest([fault, 'none', fault, fault, fault, fault]);
    const name = someQueue();
    const actions = [];
    for (let i = 0; i < 4; i++) actions.push((await new QueueStore(name).add(draft(), null)).action);
    const sending = phone(name, ingest);
    await sending.idle;
    sending.kill();
    expect(ingest.story).toEqual(actions);
    expect(await sending.store.all()).toEqual([]);
  });

  it('survives a page that dies after ingest has heard and before the queue knows', async () => {
    const name = someQueue();
    const ingest = new SomeIngest(['killed-after']);
    const first = await new QueueStore(name).add(draft(), null);
    const second = await new QueueStore(name).add(draft(), null);
    const dying = phone(name, ingest);
    await ingest.heardSomething;
    dying.kill();
    expect(await new QueueStore(name).all()).toHaveLength(2);

    const reborn = phone(name, ingest);
    await reborn.idle;
    reborn.kill();
    expect(ingest.story).toEqual([first.action, second.action]);
    expect(ingest.requests).toBe(3);
  });

  it('says everything once and in order through 40 seeded mixtures of faults, deaths of the page and two tabs without locks', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = dice(seed);
      const pick = (): Fault => ([...faults, 'none', 'none', 'killed-after', 'killed-before'] as const)[Math.floor(random() * 10)]!;
      const ingest = new SomeIngest(Array.from({ length: 12 }, pick));
      const name = someQueue();
      const said: string[] = [];
      for (let i = 0; i < 6; i++) said.push((await new QueueStore(name).add(draft(), null)).action);
      for (let finished = false, lives = 0; !finished; lives++) {
        expect(lives, `seed ${seed} comes to an end`).toBeLessThan(40);
        const tabs = random() < 0.4 ? [phone(name, ingest), phone(name, ingest)] : [phone(name, ingest)];
        finished = await Promise.race([Promise.all(tabs.map((tab) => tab.idle)).then(() => true), ingest.killed().then(() => false)]);
        for (const tab of tabs) tab.kill();
      }
      expect(ingest.story, `seed ${seed}`).toEqual(said);
    }
  }, 120_000);

  it('keeps what ingest refuses, with its reason, and goes on with the rest', async () => {
    const name = someQueue();
    const bad = await new QueueStore(name).add(draft(), null);
    const good = await new QueueStore(name).add(draft(), null);
    const ingest = new SomeIngest(['refused']);
    const page = phone(name, ingest);
    await page.idle;
    page.kill();
    expect(ingest.story).toEqual([good.action]);
    expect(await page.store.all()).toMatchObject([{ action: bad.action, refused: { status: 400, reason: 'at is too old. Tap it again.' } }]);
  });

  it.each(['signed-out', 'no-right'] as const)('stops for a sign-in and lets nothing overtake: %s', async (fault) => {
    const name = someQueue();
    const first = await new QueueStore(name).add(draft(), null);
    const second = await new QueueStore(name).add(draft(), null);
    const ingest = new SomeIngest([fault]);
    const page = phone(name, ingest);
    await page.idle;
    page.kill();
    expect(page.seen).toContainEqual({ phase: 'sign-in', by: null, reason: 'Sign in.' });
    expect(ingest.story).toEqual([first.action, second.action]);
  });

  it('waits as long as ingest asks, also when a tap wakes it', async () => {
    const name = someQueue();
    await new QueueStore(name).add(draft(), null);
    const ingest = new SomeIngest(['busy']);
    const page = phone(name, ingest);
    await page.idle;
    page.kill();
    const asked = page.waits.filter((wait) => wait !== null).reduce((sum, wait, i) => sum + (i % 2 ? wait / 2 : wait), 0);
    expect(asked).toBeGreaterThanOrEqual(7_000);
  });

  it('sends nothing in the name of another', async () => {
    const name = someQueue();
    await new QueueStore(name).add(draft({ by: 'Anna' }), null);
    const ingest = new SomeIngest([]);
    let signedIn = 'Bo';
    const page = phone(name, ingest, {
      mine: (entry) => entry.by === signedIn,
      told: async (progress) => {
        if (progress.phase !== 'sign-in') return;
        expect(progress.by).toBe('Anna');
        expect(ingest.requests).toBe(0);
        signedIn = 'Anna';
      },
    });
    await ingest.heardSomething;
    page.kill();
    expect(ingest.story).toHaveLength(1);
  });

  it('sends the bytes of a photo after the check they belong to', async () => {
    const name = someQueue();
    const photo = new TextEncoder().encode('photo').buffer as ArrayBuffer;
    const check = await new QueueStore(name).add(draft({ path: '/api/v1/checks' }), null);
    await new QueueStore(name).add(draft({ path: `/api/v1/checks/${check.action}/photo`, method: 'PUT', type: 'image/jpeg', body: null }), photo);
    const ingest = new SomeIngest(['lost-after', 'lost-before', 'lost-after']);
    const page = phone(name, ingest);
    await page.idle;
    page.kill();
    expect(ingest.story[0]).toBe(check.action);
    expect(ingest.files).toEqual(['photo']);
  });
});

function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
