import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDrift, compareFolders } from '../../../../src/fleet/drift/checkDrift.ts';
import { onlyFor, readFolders } from '../../../../src/fleet/drift/readFolders.ts';
import type { Drift } from '../../../../src/fleet/drift/pbxDrift.ts';
import { TestFleet } from '../../../support/fleet.ts';
import type { ObservedPbx } from '../../../support/observedPbx.ts';

const planted = 'pl4nted-Drift-Yaml-Passw0rd';
const plantedOnPbx = 'pl4nted-Drift-0ld-Passw0rd';
const peer = (trunkname: string, host = 'sip.example.net') =>
  ({ trunkname, trunktype: 'peer', host, port: '5060', domain: host }) as const;
const peerYaml = (trunkname: string, host = 'sip.example.net') =>
  `  - {trunkname: ${trunkname}, trunktype: peer, host: ${host}, port: 5060}\n`;
const account = (trunkname: string, password: string) =>
  ({ trunkname, trunktype: 'account', username: '6100', authname: '6100', password }) as const;
const accountYaml = (trunkname: string, password: string, username = '6100') =>
  `  - {trunkname: ${trunkname}, trunktype: account, username: ${username}, authname: 6100, password: '${password}'}\n`;

describe('checking folders for drift', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  const { signal } = new AbortController();
  const check = (...folders: string[]) => checkDrift(fleet, folders, true, signal);
  const entry = (drifts: readonly Drift[], pbx: string): Drift => {
    const [found, ...more] = drifts.filter((one) => one.pbx === pbx);
    assert.ok(found && more.length === 0, JSON.stringify(drifts));
    return found;
  };
  /** What reached a PBX after the sign-in. */
  const asked = (pbx: ObservedPbx) =>
    pbx.requests.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== 'login');

  it('compares each PBX of a group, and some of them where only these are meant', async () => {
    await fleet.start('one', { group: 'north' }, { trunks: [peer('same')] });
    await fleet.start('two', { group: 'north' });
    await fleet.start('other');
    const uri = await fleet.file('a.trunks.yaml', `pbx: ["@north", other]\ntrunks:\n${peerYaml('same')}`);
    assert.deepEqual(
      (await check(uri)).map(({ pbx, missing }) => [pbx, missing]),
      [
        ['one', []],
        ['two', ['same']],
        ['other', ['same']],
      ],
    );
    const read = onlyFor(['two', 'nobody'], await readFolders(fleet, [uri], true, signal));
    assert.deepEqual(
      (await compareFolders(fleet, read, true, signal)).map(({ pbx }) => pbx),
      ['two'],
    );
    assert.deepEqual(onlyFor(['nobody'], await readFolders(fleet, [uri], true, signal)).files, []);
  });

  for (const [dialect, connection] of [
    ['JSON', {}],
    ['XML', { format: 'xml' }],
    ['v1.1.0', { apiVersion: 'v1.1.0' }],
  ] as const) {
    it(`says what is missing, different and in no file, by one query and without a secret, in ${dialect}`, async () => {
      const trunks = [
        peer('same'),
        peer('moved', 'old.example.net'),
        account('itsp', plantedOnPbx),
        account('elsewhere', plantedOnPbx),
        peer('by-hand'),
      ];
      const hq = await fleet.start('hq', connection, { trunks });
      const empty = await fleet.start('empty', connection, { trunks: [peer('left-over')] });
      for (const [name, text] of [
        [
          'trunks.yaml',
          `pbx: hq\ntrunks:\n${peerYaml('same')}${peerYaml('new')}${accountYaml('itsp', planted)}`,
        ],
        [
          'north/site.trunks.yml',
          `pbx: empty\ntrunks: []\n---\npbx: hq\ntrunks:\n${peerYaml('moved', 'new.example.net')}`,
        ],
        [
          'north/more.trunk.yaml',
          `pbx: hq\ntrunks:\n${accountYaml('elsewhere', '${secret:not-kept}', '6200')}`,
        ],
        ['node_modules/x/trunks.yaml', `pbx: hq\ntrunks:\n${peerYaml('of-a-package')}`],
        ['.git/trunks.yaml', `pbx: hq\ntrunks:\n${peerYaml('of-git')}`],
      ] as const) {
        await fleet.file(name, text);
      }
      // A junction, which everybody may make on Windows; a link elsewhere.
      await symlink(fleet.path, join(fleet.path, 'north/round'), 'junction');
      const found = await check(fleet.uri());
      const { problem, ...rest } = entry(found, 'hq');
      assert.match(problem ?? '', /^elsewhere: password could not be compared.*not-kept/);
      assert.deepEqual(rest, {
        pbx: 'hq',
        missing: ['new'],
        different: [
          { trunkname: 'elsewhere', fields: ['username'] },
          { trunkname: 'moved', fields: ['host'] },
          { trunkname: 'itsp', fields: ['password'] },
        ],
        unlisted: ['by-hand'],
      });
      const left = { pbx: 'empty', missing: [], different: [], unlisted: ['left-over'] };
      assert.deepEqual(entry(found, 'empty'), left);
      for (const pbx of [hq, empty]) assert.deepEqual(asked(pbx), ['siptrunk/query']);
      for (const secret of [planted, plantedOnPbx]) assert.ok(!JSON.stringify(found).includes(secret));

      fleet.secrets.values.set('not-kept', plantedOnPbx);
      assert.equal(entry(await check(fleet.uri()), 'hq').problem, undefined);
    });
  }

  it('says in words what could not be compared, and compares the rest', async () => {
    await fleet.start('hq', {}, { trunks: [peer('a'), peer('wrong'), peer('extra')] });
    const out = await fleet.start('signed-out');
    await fleet.signOut('signed-out');
    const gone = await fleet.start('gone');
    await gone.stop();
    const old = await fleet.start(
      'old',
      {},
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/query' ? { kind: 'errno', errno: '10003' } : undefined,
      },
    );
    await fleet.file('a/trunks.yaml', `pbx: [hq, nobody, signed-out, gone, old]\ntrunks:\n${peerYaml('a')}`);
    await fleet.file(
      'b/trunks.yaml',
      `pbx: hq\ntrunks:\n${peerYaml('a', 'other.example.net')}${peerYaml('wrong').replace('5060', '0')}`,
    );
    await fleet.file('c.trunks.yaml', `trunks:\n${peerYaml('whose')}`);
    await fleet.file('d.trunks.yaml', 'only words\n');
    await fleet.file('e.trunks.yaml', 'pbx: "hq\n');
    const found = await check(fleet.uri());
    assert.deepEqual(
      found.map(({ pbx }) => pbx),
      ['hq', 'nobody', 'signed-out', 'gone', 'old', ''],
    );
    const problemOf = (pbx: string) => entry(found, pbx).problem ?? '';
    const { missing, different, unlisted } = entry(found, 'hq');
    assert.deepEqual([missing, different, unlisted], [[], [], ['extra']]);
    assert.match(problemOf('hq'), /b\/trunks\.yaml:3: “a” is there twice for hq.*a\/trunks\.yaml/);
    assert.match(problemOf('hq'), /b\/trunks\.yaml:4:\d+: port/);
    assert.match(problemOf('hq'), /e\.trunks\.yaml:\d/);
    assert.match(problemOf('nobody'), /no PBX named “nobody”/);
    assert.match(problemOf('signed-out'), /not signed in/);
    assert.notEqual(problemOf('gone'), '');
    assert.match(problemOf('old'), /10003/);
    assert.deepEqual(entry(found, 'old').missing, []);
    assert.match(problemOf(''), /c\.trunks\.yaml:1: this document names no PBX/);
    assert.match(problemOf(''), /d\.trunks\.yaml:\d/);
    assert.deepEqual(asked(out), []);
    assert.deepEqual(asked(old), ['siptrunk/query']);
    assert.match(entry(await check(fleet.uri('gone')), '').problem ?? '', /folder gone cannot be read/);
    assert.match(entry(await check(), '').problem ?? '', /No folder/);
  });

  it('gives a folder that is not trusted no secret, and asks no PBX for it', async () => {
    const hq = await fleet.start('hq');
    await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${accountYaml('itsp', '${secret:itsp}')}`);
    const named: string[] = [];
    const values = {
      secret: (name: string) => {
        named.push(name);
        return Promise.resolve(planted);
      },
      env: () => undefined,
    };
    const found = await checkDrift(Object.assign(fleet, { values }), [fleet.uri()], false, signal);
    assert.match(entry(found, 'hq').problem ?? '', /not trusted/);
    assert.deepEqual([named, hq.requests], [[], []]);
  });

  it('reads no further file and asks no PBX when it was cancelled', async () => {
    const hq = await fleet.start('hq');
    await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${peerYaml('a')}`);
    assert.deepEqual(await checkDrift(fleet, [fleet.uri()], true, AbortSignal.abort()), []);
    assert.deepEqual(hq.requests, []);
  });

  it('tells files of several folders apart', async () => {
    await fleet.start('hq');
    const text = `pbx: hq\ntrunks:\n${peerYaml('a').replace('5060', '0')}`;
    for (const name of ['north/sites/trunks.yaml', 'south/sites/trunks.yaml']) await fleet.file(name, text);
    const { problem = '' } = entry(await check(fleet.uri('north/sites'), fleet.uri('south/sites')), 'hq');
    assert.match(problem, /north\/sites\/trunks\.yaml:3.*south\/sites\/trunks\.yaml:3/);
    const alone = entry(await check(fleet.uri('north/sites/trunks.yaml')), 'hq').problem ?? '';
    assert.match(alone, /^trunks\.yaml:3/);
  });
});
