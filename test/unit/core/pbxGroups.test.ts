import assert from 'node:assert/strict';
import { readConnection } from '../../../src/core/connection.ts';
import { allNamed, pbxGroups } from '../../../src/core/pbxGroups.ts';
import { unknownPbxes } from '../../../src/core/trunkYaml/knownNames.ts';
import { readTrunkFile } from '../../../src/core/trunkYaml/readTrunkFile.ts';

const url = 'http://172.16.6.150:9011';
const configured = (groups: Record<string, unknown>) =>
  Object.entries(groups).map(([name, group]) => readConnection(name, { url, group }));
const peer = (name: string) => `  - {trunkname: ${name}, trunktype: peer, host: h, port: 5060}\n`;

describe('groups of PBXes', () => {
  const pbxes = configured({ alone: undefined, 'n-1': 'north', 'n-2': ' north ', 's-1': 'south', none: '' });
  const groups = pbxGroups(pbxes);
  const known = { pbxNames: pbxes.map(({ name }) => name), groups };
  const targets = (text: string) =>
    readTrunkFile(text, groups).documents.map(({ pbxNames }) => pbxNames?.map(({ name }) => name));

  it('have the PBXes that name them in their settings', () => {
    assert.deepEqual(
      [...groups],
      [
        ['@north', ['n-1', 'n-2']],
        ['@south', ['s-1']],
      ],
    );
    assert.deepEqual(allNamed(['@south', 's-1', '@north', 'other'], groups), ['s-1', 'n-1', 'n-2', 'other']);
  });

  it('have a PBX too whose settings are not complete, so that it is not passed over', () => {
    const broken = readConnection('n-3', { url: 'nowhere', group: 'north' });
    assert.ok('problem' in broken);
    assert.deepEqual(pbxGroups([...pbxes, broken]).get('@north'), ['n-1', 'n-2', 'n-3']);
  });

  it('are refused where they are no text', () => {
    const [pbx] = configured({ hq: 7 });
    assert.ok(pbx && 'problem' in pbx);
    assert.equal(pbx.problem, 'group must be the name of a group, such as north.');
  });

  it('come after a PBX whose very name is the same', () => {
    const both = pbxGroups(configured({ '@north': undefined, 'n-1': 'north' }));
    assert.deepEqual([...both], []);
    assert.deepEqual(readTrunkFile('pbx: "@north"\ntrunks: []\n', both).documents[0]?.pbxNames, [
      { name: '@north', range: { start: { line: 0, character: 5 }, end: { line: 0, character: 13 } } },
    ]);
  });

  it('stand for their PBXes in a trunk file, each once', () => {
    assert.deepEqual(targets('pbx: "@north"\ntrunks: []\n'), [['n-1', 'n-2']]);
    assert.deepEqual(targets(`pbx: ["@north", n-2, s-1, '@south']\ntrunks: []\n`), [['n-1', 'n-2', 's-1']]);
    const [document] = readTrunkFile('pbx:\n  - n-2\n  - "@north"\ntrunks: []\n', groups).documents;
    assert.deepEqual(
      document?.pbxNames?.map(({ name, group, range }) => [name, group, range.start.line]),
      [
        ['n-2', undefined, 1],
        ['n-1', '@north', 2],
      ],
    );
  });

  it('are found out when they give a PBX the same trunk twice', () => {
    const text = `pbx: "@north"\ntrunks:\n${peer('a')}---\npbx: n-2\ntrunks:\n${peer('a')}${peer('b')}`;
    const problems = (own: typeof groups) => readTrunkFile(text, own).problems.map(({ message }) => message);
    assert.deepEqual(problems(groups), [
      'A trunk of another document above has the same name, a, on n-2. Give each a name of its own.',
    ]);
    assert.deepEqual(problems(new Map()), []);
  });

  it('that nobody is in are an error, at their place, with the nearest one as a fix', () => {
    const file = readTrunkFile('pbx: [hq, "@nort"]\ntrunks: []\n', groups);
    const [, unknown] = unknownPbxes(file, known);
    assert.equal(
      unknown?.message,
      'No PBX is in the group “nort”. Choose the PBXes that it is to have with PBX: Set Group…, or correct the name.',
    );
    assert.deepEqual([unknown.start.character, unknown.fix], [10, { kind: 'replace', text: '@north' }]);
    assert.deepEqual(unknownPbxes(readTrunkFile('pbx: "@north"\ntrunks: []\n', groups), known), []);
  });

  it('have to be in quotes, since no value of YAML begins with @', () => {
    const [problem] = readTrunkFile('pbx: @north\ntrunks: []\n', groups).problems;
    assert.equal(problem?.message, 'In YAML, no value can begin with @. Put the value in quotes.');
  });
});
