import assert from 'node:assert/strict';
import type { RunPart, TimedOutcome } from '../../../src/fleet/journal/storedRun.ts';
import { reportResults, type KnownNow } from '../../../src/ui/journal/reportResults.ts';

const part: RunPart = {
  action: 'provision',
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:08.200Z',
  cancelled: false,
  files: ['trunks.yaml'],
  trunks: 6,
  pbxes: [
    { name: 'hq', url: 'http://192.0.2.1' },
    { name: 'branch', url: 'http://192.0.2.2' },
  ],
  request: { uris: ['file:///w/trunks.yaml'], update: false },
  outcomes: [
    { pbx: 'hq', trunkname: 'fine', outcome: 'added', milliseconds: 12 },
    { pbx: 'hq', trunkname: 'differs', outcome: 'skipped', message: 'It differs.' },
    { pbx: 'branch', trunkname: 'unsure', outcome: 'unknown', message: 'No answer.' },
    { pbx: 'branch', trunkname: 'refused', outcome: 'failed', errno: '10004' },
    { pbx: 'hq', trunkname: 'hidden', outcome: 'added' },
  ],
};
const known: KnownNow = { unlisted: [], signedOut: new Set(), sameBox: new Set(['hq', 'branch']) };
const attention = (changes: Partial<RunPart> = {}, now: Partial<KnownNow> = {}) => {
  const {
    rows,
    attention: entries,
    attentionLeft,
  } = reportResults({ ...part, ...changes }, { ...known, ...now });
  return {
    entries: entries.map(({ row, more, actions }) => [rows[row]?.trunkname, more, actions.join()]),
    attentionLeft,
  };
};

describe('the page of a report', () => {
  it('has the sum as its headline, and a part of the bar for each outcome in the same order', () => {
    const { title, headline, groups, facts } = reportResults(part, known);
    assert.equal(title, 'PBX Trunks: provisioning');
    assert.equal(headline, '2 added, 1 skipped, 1 failed, 1 unknown.');
    assert.deepEqual(
      groups.map(({ outcome, count, tone }) => [outcome, count, tone]),
      [
        ['added', 2, 'good'],
        ['skipped', 1, 'skipped'],
        ['failed', 1, 'bad'],
        ['unknown', 1, 'unsure'],
      ],
    );
    assert.match(facts.join('\n'), /trunks\.yaml[^]*192\.0\.2\.1[^]*after 3\.2 s/);
  });

  it('puts what failed first, then what nobody knows, what is not listed, and what was left out', () => {
    const unlisted = part.outcomes.filter(({ trunkname }) => trunkname === 'hidden');
    assert.deepEqual(attention({}, { unlisted }).entries, [
      ['refused', 0, 'showInFile'],
      ['unsure', 0, 'showInFile'],
      ['hidden', 0, 'showInFile'],
      ['differs', 0, 'edit,showInFile'],
    ]);
  });

  it('offers to sign in where that is missing, and to edit only what is there on the box of the run', () => {
    assert.deepEqual(attention({}, { signedOut: new Set(['branch']) }).entries, [
      ['refused', 0, 'signIn,showInFile'],
      ['unsure', 0, 'signIn,showInFile'],
      ['differs', 0, 'edit,showInFile'],
    ]);
    const differs = (changes: Partial<RunPart>, now: Partial<KnownNow> = {}) =>
      attention(changes, now).entries.at(-1);
    assert.deepEqual(differs({}, { sameBox: new Set() }), ['differs', 0, 'showInFile']);
    assert.deepEqual(differs({ cancelled: true }), ['differs', 0, 'showInFile']);
    assert.deepEqual(differs({ action: 'undo' }), ['differs', 0, 'showInFile']);
  });

  it('leads to no file where there was none', () => {
    const { request, ...withoutFiles } = part;
    assert.ok(request);
    const { inFiles, attention: entries } = reportResults(withoutFiles, known);
    assert.equal(inFiles, false);
    assert.ok(entries.every(({ actions }) => !actions.includes('showInFile')));
  });

  it('sums up many that are alike, and says how many are left when there are too many to read', () => {
    const failed = (trunkname: string, message: string): TimedOutcome => ({
      pbx: 'hq',
      trunkname,
      outcome: 'failed',
      message,
    });
    const alike = ['a', 'b', 'c', 'd'].map((name) => failed(name, 'Not tried.'));
    assert.deepEqual(attention({ outcomes: alike }), {
      entries: [['a', 3, 'showInFile']],
      attentionLeft: 0,
    });
    assert.equal(attention({ outcomes: alike.slice(1) }).entries.length, 3);
    const each = Array.from({ length: 30 }, (_, index) =>
      failed(`t-${index.toString()}`, `Why ${index.toString()}`),
    );
    const { entries, attentionLeft } = attention({ outcomes: [...alike, ...each] });
    assert.equal(entries.length, 20);
    assert.equal(attentionLeft, 11);
  });
});
