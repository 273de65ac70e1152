import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stale } from '../src/stale.ts';

test("What is in the tree is what the source makes: else run 'npm run make'", () => {
  assert.deepEqual(stale(), []);
});
