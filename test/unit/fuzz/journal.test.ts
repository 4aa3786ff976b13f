import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outcomes } from '../../../src/core/outcome.ts';
import { readEvents, writeEvent, type JournalEvent } from '../../../src/fleet/journal/journalEvents.ts';
import { readParts } from '../../../src/fleet/journal/storedRun.ts';
import { damaged, itHolds } from '../../support/fuzz.ts';

const at = fc.constant('2026-11-28T12:00:00.000Z');
const name = fc.string({ unit: 'grapheme', maxLength: 8 });
/** As JSON has objects. */
const plain = { noNullPrototype: true } as const;
const event: fc.Arbitrary<JournalEvent> = fc.oneof(
  fc.record(
    {
      event: fc.constant('start' as const),
      action: fc.constantFrom('provision' as const, 'continue' as const, 'undo' as const),
      at,
      files: fc.array(name, { maxLength: 2 }),
      trunks: fc.nat(),
      pbxes: fc.array(fc.record({ name, url: name }, plain), { maxLength: 2 }),
    },
    plain,
  ),
  fc.record(
    {
      event: fc.constant('outcome' as const),
      pbx: name,
      trunkname: name,
      outcome: fc.constantFrom(...outcomes),
    },
    plain,
  ),
  fc.record({ event: fc.constant('end' as const), at, cancelled: fc.boolean() }, plain),
);
const events = fc.array(event, { maxLength: 12 });
const linesOf = (all: readonly JournalEvent[]) => all.map((one) => `${writeEvent(one)}\n`).join('');

describe('the journal of a run', () => {
  itHolds('has every event again', events, (all) => {
    assert.deepEqual(readEvents(linesOf(all)), all);
  });

  itHolds(
    'has, of a file that a crash cut off, every event up to there',
    fc.tuple(events, fc.nat()),
    ([all, cut]) => {
      const text = linesOf(all);
      const left = text.slice(0, cut % (text.length + 1));
      // A last line without its end may be whole.
      const whole = left.split('\n').length - 1;
      const read = readEvents(left);
      assert.ok(read.length === whole || read.length === whole + 1);
      assert.deepEqual(read, all.slice(0, read.length));
    },
  );

  itHolds('has each trunk once in each part, however damaged it is', damaged(events.map(linesOf)), (text) => {
    for (const { outcomes: kept } of readParts(text)) {
      const keys = kept.map(({ pbx, trunkname }) => JSON.stringify([pbx, trunkname]));
      assert.equal(new Set(keys).size, keys.length);
    }
  });
});
