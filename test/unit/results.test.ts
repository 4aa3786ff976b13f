import assert from 'node:assert/strict';
import { mergeRuns, type Failure, type Results } from '../results.mjs';

const test = (title: string): Failure => ({ title, file: 'a.test.js', isHook: false });
const hook = (title: string): Failure => ({ title, file: 'a.test.js', isHook: true });
const run = (passed: string[], ...failures: Failure[]): Results => ({ passed, failures });

describe('what becomes of a test that failed when its file runs once more', () => {
  const merged = (first: Results, second: Results) => {
    const { passed, failures, flaky } = mergeRuns(first, second);
    return { passed, failed: failures.map(({ title }) => title), flaky };
  };

  it('it passes: counted once, and flaky', () => {
    assert.deepEqual(merged(run(['one', 'elsewhere'], test('two')), run(['one', 'two'])), {
      passed: ['one', 'elsewhere', 'two'],
      failed: [],
      flaky: ['two'],
    });
  });

  it('it fails again: failed, once', () => {
    assert.deepEqual(merged(run(['one'], test('two')), run(['one'], test('two'))), {
      passed: ['one'],
      failed: ['two'],
      flaky: [],
    });
  });

  it('another one fails that had passed: flaky too', () => {
    assert.deepEqual(merged(run(['one'], test('two')), run(['two'], test('one'))), {
      passed: ['one', 'two'],
      failed: [],
      flaky: ['two', 'one'],
    });
  });

  it('it does not come to its turn: failed', () => {
    const { failed } = merged(run(['one'], test('two')), run([], hook('before all')));
    assert.deepEqual(failed, ['two', 'before all']);
    assert.deepEqual(merged(run([], test('two')), run([], test('one'))).failed, ['two', 'one']);
  });

  it('a hook had failed, and none of its tests ran: they count when they pass', () => {
    assert.deepEqual(merged(run([], hook('before all')), run(['one', 'two'])), {
      passed: ['one', 'two'],
      failed: [],
      flaky: ['before all'],
    });
    for (const again of ['before all', 'before each']) {
      const { failed } = merged(run([], hook('before all')), run([], hook(again)));
      assert.deepEqual(failed, [...new Set(['before all', again])]);
    }
  });
});
