import assert from 'node:assert/strict';
import type { CheckedFolder } from '../../../src/fleet/drift/checkedFolder.ts';
import { emptyDrift } from '../../../src/fleet/drift/pbxDrift.ts';
import { driftResults } from '../../../src/ui/drift/driftResults.ts';
import { toResultsPageSchema } from '../../../src/ui/results/protocol.ts';

const checked: CheckedFolder = {
  name: 'sites',
  folders: ['file:///sites'],
  only: [],
  files: [{ uri: 'file:///sites/hq.trunks.yaml', name: 'hq.trunks.yaml', pbxNames: ['hq', 'far', 'branch'] }],
  at: '2026-01-02T03:04:05.000Z',
  drifts: [
    {
      ...emptyDrift('hq'),
      missing: ['a', 'b', 'c'].map((trunkname, index) => ({
        ...{ trunkname, place: `hq.trunks.yaml:${(index + 3).toString()}` },
      })),
      different: [
        { trunkname: 'd', place: 'hq.trunks.yaml:6', fields: ['host', 'port'] },
        { trunkname: 'e', place: 'hq.trunks.yaml:7', fields: ['host'] },
      ],
      unlisted: ['line-10', 'line-9'],
      problems: ['hq.trunks.yaml:9:5: “host” is missing.'],
    },
    { ...emptyDrift('far'), problems: ['far wants a sign-in.'], unasked: true },
    emptyDrift('branch'),
  ],
};
const resultsOf = (signedOut: string[] = []) => driftResults(checked, new Set(signedOut));

describe('the results of a drift', () => {
  it('have what cannot be compared first, then what is missing, different and in no file', () => {
    const { headline, facts, groups, rows } = resultsOf();
    assert.equal(headline, '1 of 3 PBXes differs from its files. Not everything could be compared.');
    assert.deepEqual(facts.slice(0, 2), ['Trunk files: 1', 'As their files say: branch']);
    assert.deepEqual(
      groups.map(({ label, count }) => `${count.toString()} ${label}`),
      ['2 not compared', '3 missing', '2 different', '2 in no file'],
    );
    assert.deepEqual(
      rows.map(({ pbx, trunkname, message, place }) => [pbx, trunkname, message, place]),
      [
        ['hq', '', 'hq.trunks.yaml:9:5: “host” is missing.', 'hq.trunks.yaml:9:5'],
        ['far', '', 'far wants a sign-in.', undefined],
        ['hq', 'a', 'Not on the PBX.', 'hq.trunks.yaml:3'],
        ['hq', 'b', 'Not on the PBX.', 'hq.trunks.yaml:4'],
        ['hq', 'c', 'Not on the PBX.', 'hq.trunks.yaml:5'],
        ['hq', 'd', 'Another value: host, port', 'hq.trunks.yaml:6'],
        ['hq', 'e', 'Another value: host', 'hq.trunks.yaml:7'],
        ['hq', 'line-9', 'No trunk file names it.', undefined],
        ['hq', 'line-10', 'No trunk file names it.', undefined],
      ],
    );
  });

  it('have beside each entry what can be done about it', () => {
    const entries = resultsOf(['far']).attention.map(({ row, more, actions }) => [row, more, ...actions]);
    assert.deepEqual(entries, [
      [0, 0, 'showInFile'],
      [1, 0, 'signIn'],
      [2, 2, 'plan'],
      [5, 0, 'plan', 'edit', 'showInFile'],
      [6, 0, 'plan', 'edit', 'showInFile'],
      [7, 1],
    ]);
    assert.deepEqual(resultsOf().attention[1]?.actions, []);
  });

  it('list no more entries than anybody reads, and are what the page takes', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...emptyDrift(`pbx-${index.toString()}`),
      unlisted: ['one', 'other'],
    }));
    const results = driftResults({ ...checked, drifts: many }, new Set());
    assert.equal(results.attention.length, 20);
    assert.equal(results.attentionLeft, 20);
    const posted = { revision: 0, state: { about: 'a', results, actions: [] } };
    assert.ok(toResultsPageSchema.safeParse(JSON.parse(JSON.stringify(posted))).success);
  });
});
