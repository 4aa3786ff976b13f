import assert from 'node:assert/strict';
import { outlineOf, trunkInOutline } from '../../../../src/core/trunkYaml/outline.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { peers } from './marked.ts';

const outline = (text: string) => outlineOf(readTrunkFile(text));

describe('The outline of a trunk file', () => {
  it('has the trunks of each document with their PBXes, and where the names stand', () => {
    const text = [
      'pbx: [hq, branch]',
      'trunks:',
      '  - trunkname: to-itsp',
      '    trunktype: register',
      '    host: sip.example.net',
      '  - {trunktype: peer, trunkname: to-branch}',
      '---',
      'trunkname: single',
      'trunktype: account',
      '',
    ].join('\n');
    const found = outline(text).map(({ pbxNames, trunks }) => ({
      pbxNames,
      trunks: trunks.map(({ trunkname, trunktype, host, nameRange: { start, end } }) =>
        [trunkname, trunktype, host, start.line, start.character, end.character].join(' '),
      ),
    }));
    assert.deepEqual(found, [
      {
        pbxNames: ['hq', 'branch'],
        trunks: ['to-itsp register sip.example.net 2 15 22', 'to-branch peer  5 33 42'],
      },
      { pbxNames: [], trunks: ['single account  7 11 17'] },
    ]);
  });

  it('leads to a trunk of a PBX, also where a document names its group, and else to one of that name', () => {
    const documents = outline(
      'pbx: hq\ntrunks:\n  - trunkname: to-itsp\n---\npbx: "@south"\ntrunks:\n  - trunkname: to-itsp\n',
    );
    const groups = new Map([['@south', ['branch']]]);
    const line = (pbx: string, trunkname = 'to-itsp') =>
      trunkInOutline(documents, { pbx, trunkname }, groups)?.nameRange.start.line;
    assert.deepEqual([line('hq'), line('branch'), line('chosen-later')], [2, 6, 2]);
    assert.equal(line('hq', 'elsewhere'), undefined);
  });

  it('has what can be read of a file that is not right', () => {
    const [document] = outline('pbx: hq\ntrunks:\n  - trunktype: peer\n    prot: 1\n  - trunkname: b\n');
    assert.deepEqual(
      document?.trunks.map(({ trunkname, nameRange: { start } }) => `${trunkname} ${start.line}`),
      [' 2', 'b 4'],
    );
    assert.deepEqual(outline(''), []);
  });

  it('ends with the 10,000th trunk, whatever document it is in', () => {
    const names = Array.from({ length: 6000 }, (_, index) => `t-${index}`);
    const documents = outline(`${peers(...names)}---\n${peers(...names)}`);
    assert.deepEqual(
      documents.map(({ trunks }) => trunks.length),
      [6000, 4000],
    );
  });
});
