import assert from 'node:assert/strict';
import { countWords, type Outcome } from '../../../src/core/outcome.ts';

describe('Counting outcomes', () => {
  const cases: [outcomes: Outcome[], words: string][] = [
    [[], 'nothing to do'],
    [['added'], '1 added'],
    [['failed', 'added', 'added', 'unchanged'], '2 added, 1 unchanged, 1 failed'],
    [['unknown', 'skipped', 'deleted', 'updated'], '1 updated, 1 skipped, 1 unknown, 1 deleted'],
  ];
  for (const [outcomes, words] of cases) {
    it(`${outcomes.join(', ') || 'none'} → ${words}`, () => {
      assert.equal(countWords(outcomes.map((outcome) => ({ outcome }))), words);
    });
  }
  it('sorts by the outcome, not by the order of the run', () => {
    assert.equal(
      countWords([{ outcome: 'failed' }, { outcome: 'added' }]),
      countWords([{ outcome: 'added' }, { outcome: 'failed' }]),
    );
  });
});
