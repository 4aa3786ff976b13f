import assert from 'node:assert/strict';
import type { Row } from '../../../src/ui/results/protocol.ts';
import { dependsOnOutcomes, readView, RowFinder, type View } from '../../../src/ui/results/page/view.ts';

const groups = [
  { outcome: 'added', label: 'added', tone: 'good', count: 2 },
  { outcome: 'failed', label: 'failed', tone: 'bad', count: 2 },
] as const;
const rows: Row[] = [
  { pbx: 'hq', trunkname: 't-10', outcome: 'failed', message: 'Refused by the PBX', errno: '10001' },
  { pbx: 'hq', trunkname: 't-9', outcome: 'added', milliseconds: 20 },
  { pbx: 'branch', trunkname: 't-9', outcome: 'added', milliseconds: 5 },
  { pbx: 'branch', trunkname: 'Other', outcome: 'failed', message: 'No answer' },
];
const everything = readView(undefined);
const find = (view: Partial<View>) => new RowFinder(rows, groups).find({ ...everything, ...view });

describe('the rows of a page with results', () => {
  it('all stand in their own order at first', () => {
    assert.deepEqual(find({}), [0, 1, 2, 3]);
  });

  for (const [by, view, expected] of [
    ['outcome', { outcomes: ['added'] }, [1, 2]],
    ['several outcomes', { outcomes: ['failed', 'added'] }, [0, 1, 2, 3]],
    ['PBX', { pbx: 'branch' }, [2, 3]],
    ['trunk, in any case', { text: ' OTHER ' }, [3]],
    ['the words of what happened', { text: 'refused' }, [0]],
    ['error number', { text: '10001' }, [0]],
    ['all of it together', { outcomes: ['failed'], pbx: 'branch', text: 'o' }, [3]],
    ['what no row has', { text: 'refused by branch' }, []],
  ] satisfies [string, Partial<View>, number[]][]) {
    it(`are filtered by ${by}`, () => {
      assert.deepEqual(find(view), expected);
    });
  }

  for (const [by, sort, expected] of [
    ['name, numbers as numbers', { column: 'trunkname', descending: false }, [3, 1, 2, 0]],
    ['name, downwards', { column: 'trunkname', descending: true }, [0, 1, 2, 3]],
    ['PBX', { column: 'pbx', descending: false }, [2, 3, 0, 1]],
    ['outcome, as the bar has them', { column: 'outcome', descending: false }, [1, 2, 0, 3]],
    ['duration, none before any', { column: 'milliseconds', descending: false }, [0, 3, 2, 1]],
    ['what happened', { column: 'message', descending: true }, [0, 3, 1, 2]],
  ] satisfies [string, View['sort'], number[]][]) {
    it(`are sorted by ${by}; what is equal keeps its order`, () => {
      assert.deepEqual(find({ sort }), expected);
    });
  }

  it('are found by what they are now, after some have changed', () => {
    const own = rows.map((row) => ({ ...row }));
    const finder = new RowFinder(own, groups);
    assert.deepEqual(finder.find({ ...everything, text: 'late' }), []);
    own[2] = { pbx: 'branch', trunkname: 't-9', outcome: 'failed', message: 'Refused late' };
    finder.changed([2], groups);
    assert.deepEqual(finder.find({ ...everything, text: 'late' }), [2]);
    assert.deepEqual(finder.find({ ...everything, outcomes: ['added'] }), [1]);
  });

  it('move with their outcomes only where these decide about them', () => {
    const depends = (view: Partial<View>) => dependsOnOutcomes({ ...everything, ...view });
    assert.equal(depends({ pbx: 'hq', sort: { column: 'trunkname', descending: true } }), false);
    assert.equal(depends({ outcomes: ['added'] }), true);
    assert.equal(depends({ text: 'x' }), true);
    assert.equal(depends({ sort: { column: 'outcome', descending: false } }), true);
  });

  it('are looked at as before, unless what was kept makes no sense', () => {
    const kept = { ...everything, text: 'x', sort: { column: 'pbx', descending: true } };
    assert.deepEqual(readView({ ...kept, about: 'a report' }), kept);
    assert.deepEqual(readView({ ...kept, sort: { column: 'password', descending: true } }), everything);
  });
});
