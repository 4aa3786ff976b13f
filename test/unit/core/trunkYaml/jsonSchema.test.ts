import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { trunkFileSchema } from '../../../../src/core/trunkYaml/jsonSchema.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { isTrunkFileName } from '../../../../src/core/trunkYaml/trunkFileName.ts';

const peer = 'trunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n';
const account = 'trunkname: b\ntrunktype: account\nusername: 0123\nauthname: 1e3\npassword: ${secret:x}\n';
const item = (text: string) => text.replace(/^/gm, '    ').replace('    ', '  - ').trimEnd();

describe('media/trunks.schema.json', () => {
  const file = JSON.parse(readFileSync('media/trunks.schema.json', 'utf8')) as Parameters<
    typeof z.fromJSONSchema
  >[0];
  const schema = z.fromJSONSchema(file);
  const accepts = (text: string) => schema.safeParse(parse(text, { merge: true })).success;

  it('is what the code says a trunk file is (else run: npm run schema)', () => {
    assert.deepEqual(file, trunkFileSchema());
  });

  it('holds for the files that the extension takes for trunk files', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { yamlValidation: { fileMatch: string[]; url: string }[] };
    };
    const [validation, ...others] = contributes.yamlValidation;
    assert.equal(others.length, 0);
    assert.equal(validation?.url, '%schema.trunks%');
    const titles = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    assert.equal(titles['schema.trunks'], './media/trunks.schema.json');
    assert.equal(validation.fileMatch.length, 8);
    for (const name of validation.fileMatch) assert.ok(isTrunkFileName(name.replace('*', 'a')), name);
  });

  const right: [title: string, text: string][] = [
    ['a single trunk', peer],
    ['a single trunk for one PBX', `pbx: hq\n${peer}`],
    ['a single trunk for several PBXes', `pbx: [hq, branch-1]\n${account}`],
    ['a list of trunks', `trunks:\n${item(peer)}\n${item(account)}\n`],
    ['a list at the top', `${item(peer)}\n${item(account)}\n`],
    ['a list for a PBX with a number as its name', `pbx: 12\ntrunks:\n${item(peer)}\n`],
    ['values of every kind', account.replace('0123', 'true').replace('1e3', 'null')],
    ['a type among blanks', peer.replace('peer', '" peer "')],
    ['a blank domain', `${peer}domain:\n`],
    [
      'all of a register trunk',
      `${account.replace('account', 'register')}host: h\nport: "5060"\nfromuser: 1\ndomain: d\n`,
    ],
    ['a port from the environment', peer.replace('5060', '${env:PORT}')],
    ['a type from the environment', peer.replace('peer', '"${env:TYPE}"')],
    [
      'shared values',
      `x-all: &all {trunktype: peer, host: h, port: 1}\ntrunks:\n  - {trunkname: a, <<: *all}\n`,
    ],
    ['no trunk yet', 'trunks:\n'],
    ['an empty list', 'pbx: hq\ntrunks: []\n'],
    ['an empty file', '# nothing\n'],
  ];
  for (const [title, text] of right) {
    it(`accepts what the reader accepts: ${title}`, () => {
      assert.deepEqual(
        readTrunkFile(text).problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      assert.ok(accepts(text));
    });
  }

  const wrong: [title: string, text: string][] = [
    ['an unknown key', `${peer}prot: 1\n`],
    ['an unknown key of a trunk in a list', `trunks:\n${item(`${peer}prot: 1\n`)}\n`],
    ['an unknown key beside the list', `trunk:\n${item(peer)}\n`],
    ['a field that the type does not have', `${peer}password: a\n`],
    ['a field beside the list', `host: a\ntrunks:\n${item(peer)}\n`],
    ['a missing field', 'trunkname: a\ntrunktype: peer\nhost: h\n'],
    ['an unknown type', peer.replace('peer', 'pear')],
    ['pbx of a trunk in a list', `trunks:\n${item(`${peer}pbx: hq\n`)}\n`],
    ['an empty list of PBXes', `pbx: []\n${peer}`],
    ['a list for a value', peer.replace('5060', '[5060]')],
    ['a text', 'trunk\n'],
  ];
  for (const [title, text] of wrong) {
    it(`refuses what the reader refuses: ${title}`, () => {
      assert.ok(readTrunkFile(text).problems.some(({ severity }) => severity === 'error'));
      assert.ok(!accepts(text));
    });
  }
});
