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
  driftText({ name: 'sites', files: 2, at: '2026-01-02T03:04:05.000Z', drifts });

describe('the text of a drift', () => {
  it('begins with the sum, then has a part for each PBX, and knows their lines', () => {
    const failed: PbxDrift = { ...emptyDrift('far'), problems: ['It does not answer.'], unasked: true };
    const { text, headings } = textOf(hq, emptyDrift('branch'), failed);
    const lines = text.split('\n');
    assert.equal(lines[0], '# PBX Trunks: drift of sites');
    assert.equal(lines[2], '**1 of 3 PBXes differs from its files. Not everything could be compared.**');
    assert.deepEqual(
      [...headings].map(([pbx, line]) => [pbx, lines[line]]),
      [
        ['hq_1', '## hq\\_1: 1 missing, 1 different, 3 in no file'],
        ['branch', '## branch: as its files say'],
        ['far', '## far: not compared'],
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
    const { text, headings } = textOf(rest);
    assert.match(text, /\*\*No PBX was compared\. Not everything/);
    assert.equal(text.split('\n')[headings.get('') ?? -1], '## Without a PBX');
    assert.match(textOf(hq, rest).text, /\*\*The PBX differs from its files\. Not everything/);
  });

  it('names places that are found again', () => {
    const named = { trunkname: 'to (old) place:7', place: 'north/(a) b.trunks.yaml:3' };
    const problem = 'sites/x.trunks.yaml:5:9: host is missing: write it.';
    const { text } = textOf({
      ...emptyDrift('hq'),
      unlisted: ['by-hand'],
      missing: [named],
      problems: [problem],
    });
    const lines = text.split('\n');
    const found = lines.flatMap((line) => {
      const place = placeOf(line);
      return place ? [[place.name, place.line, place.column, line.slice(place.start, place.end)]] : [];
    });
    assert.deepEqual(found, [
      ['north/(a) b.trunks.yaml', 3, 1, 'north/(a) b.trunks.yaml:3'],
      ['sites/x.trunks.yaml', 5, 9, 'sites/x.trunks.yaml:5:9'],
    ]);
  });
});
