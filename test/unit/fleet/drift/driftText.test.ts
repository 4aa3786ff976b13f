import assert from 'node:assert/strict';
import { driftText } from '../../../../src/fleet/drift/driftText.ts';
import { placeOf } from '../../../../src/fleet/drift/placeOf.ts';
import { emptyDrift, type PbxDrift } from '../../../../src/fleet/drift/pbxDrift.ts';

const place = 'north/trunks.yaml:3';
const hq: PbxDrift = {
  pbx: 'hq_1',
  missing: [{ trunkname: 'to-new', place }],
  different: [{ trunkname: 'to|branch\n# x', place, fields: ['host', 'port'] }],
  unlisted: ['line-10', 'by-hand', 'line-9'],
  problems: [],
};
const textOf = (...drifts: PbxDrift[]) =>
  driftText({
    ...{ name: 'sites', folders: [], only: [], at: '2026-01-02T03:04:05.000Z', drifts },
    files: [1, 2].map((index) => ({
      uri: `file:///${index.toString()}`,
      name: `${index.toString()}.yaml`,
      pbxNames: [],
    })),
  });

describe('the text of a drift', () => {
  it('begins with the sum, then has a part for each PBX', () => {
    const failed: PbxDrift = { ...emptyDrift('far'), problems: ['It does not answer.'], unasked: true };
    const lines = textOf(hq, emptyDrift('branch'), failed).split('\n');
    assert.equal(lines[0], '# PBX Trunks: drift of sites');
    assert.equal(lines[2], '**1 of 3 PBXes differs from its files. Not everything could be compared.**');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('## ')),
      [
        '## hq\\_1: 1 missing, 1 different, 3 in no file',
        '## branch: as its files say',
        '## far: not compared',
      ],
    );
    assert.deepEqual(lines.filter((line) => line.startsWith('- ')).slice(2), [
      '- to-new (north/trunks.yaml:3)',
      '- to\\|branch⟨U+000A⟩\\# x: host, port (north/trunks.yaml:3)',
      '- by-hand',
      '- line-9',
      '- line-10',
      '- It does not answer.',
    ]);
  });

  it('counts no PBX for what no PBX can be named for', () => {
    const rest = { ...emptyDrift(''), problems: ['trunks.yaml:1: this document names no PBX.'] };
    const text = textOf(rest);
    assert.match(text, /\*\*No PBX was compared\. Not everything/);
    assert.match(text, /^## Without a PBX$/m);
    assert.match(textOf(hq, rest), /\*\*The PBX differs from its files\. Not everything/);
  });

  it('names places that are found again', () => {
    assert.deepEqual(placeOf('north/(a) b.trunks.yaml:3'), {
      ...{ name: 'north/(a) b.trunks.yaml', line: 3, column: 1 },
    });
    assert.deepEqual(placeOf('sites/x.trunks.YML:5:9: host is missing: write it.'), {
      ...{ name: 'sites/x.trunks.YML', line: 5, column: 9 },
    });
    assert.equal(placeOf('hq: it does not answer on port 1:2: so it was not compared.'), undefined);
  });
});
