import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import { exportTrunks } from '../../../../src/fleet/export/exportTrunks.ts';
import { planFiles } from '../../../../src/fleet/plan/planFiles.ts';
import { TestFleet } from '../../../support/fleet.ts';

const peer = (trunkname: string): SipTrunk => ({
  trunkname,
  trunktype: 'peer',
  host: 'sip.example.net',
  port: '5060',
  domain: 'sip.example.net',
});
const account = (trunkname: string, password: string): SipTrunk => ({
  trunkname,
  trunktype: 'account',
  username: 'u',
  authname: 'u',
  password,
});

const nasty = [
  'it\'s "quoted"',
  'a: b # c',
  '#hash',
  '0123',
  'Grüße 東京 😀',
  '${secret:not-one}',
  '$${literal}',
  '| block',
  '>- folded',
  '!tag',
  '&anchor',
  '*alias',
  'null',
  'yes',
  '2024-01-02',
  '1e3',
  '{x: y}',
  '[z',
  '- item',
  '---',
  '<b>&amp;</b>',
  '\\n \\t',
  ' spaces ',
  '%dir',
  '?: ',
] as const;
const planted = 'pl4nted-Exp0rt-';

/** Two hundred trunks of all three types, with a value of every kind in every field that takes it. */
const twoHundred = Array.from({ length: 200 }, (_, index): SipTrunk => {
  const value = nasty[index % nasty.length] ?? '';
  const other = nasty[(index * 7 + 3) % nasty.length] ?? '';
  const trunkname = `${value}${index.toString()}`;
  const host = ['sip.example.net', '172.16.108.16', '[2001:db8::1]', 'bücher.example'][index % 4] ?? '';
  const account = { username: other, authname: value, password: `${planted}${index.toString()}${other}` };
  switch (index % 3) {
    case 0:
      return {
        trunkname,
        trunktype: 'register',
        host,
        port: '5060',
        domain: index % 2 === 0 ? host : 'realm.example.net',
        fromuser: index % 5 === 0 ? other : '',
        ...account,
      };
    case 1:
      return { trunkname, trunktype: 'peer', host, port: (index + 1).toString(), domain: host };
    default:
      return { trunkname, trunktype: 'account', ...account };
  }
});

describe('exporting the trunks of PBXes', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  const { signal } = new AbortController();
  const exported = (...names: string[]) => exportTrunks(fleet, names, fleet.uri(), true, signal);
  const textOf = (name: string) => fleet.textOf(fleet.uri(name));
  /** What a plan of the files would do, such as `hq/a none`. */
  const plan = async (uris: string[]) => {
    const { steps, problems } = await planFiles(fleet, { uris, update: false }, true);
    assert.equal(problems, undefined);
    return steps.map(({ pbx, trunkname, action }) => `${pbx}/${trunkname} ${action}`);
  };

  it('leaves nothing to do for a plan, whatever the values: 200 trunks over JSON, XML and v1.1.0', async () => {
    const pbxes = [
      await fleet.start('json', {}, { trunks: twoHundred }),
      await fleet.start('xml', { format: 'xml' }, { trunks: twoHundred }),
      await fleet.start('yeastar', { apiVersion: 'v1.1.0' }, { trunks: twoHundred }),
    ];
    const { files, problems } = await exported('json', 'xml', 'yeastar');
    assert.equal(problems, undefined);
    assert.deepEqual(
      files,
      ['json', 'xml', 'yeastar'].map((name) => fleet.uri(`${name}.trunks.yaml`)),
    );
    for (const pbx of pbxes) assert.equal(pbx.count('siptrunk/query'), 1);
    const steps = await plan(files);
    assert.equal(steps.length, 600);
    assert.deepEqual(
      steps.filter((step) => !step.endsWith(' none')),
      [],
    );
    const texts = await Promise.all(files.map((uri) => fleet.textOf(uri)));
    assert.ok(![...texts, ...fleet.lines].some((text) => text.includes(planted)));

    const times = () => Promise.all(files.map(async (uri) => (await stat(fileURLToPath(uri))).mtimeMs));
    const before = await times();
    assert.deepEqual((await exported('json', 'xml', 'yeastar')).files, files);
    assert.deepEqual(await times(), before);
  });

  it('updates a file in place, and names a new secret for a changed password', async () => {
    const pbx = await fleet.start(
      'hq',
      {},
      { trunks: [peer('a'), peer('gone'), account('acc', 'exp0rt-1st')] },
    );
    await exported('hq');
    const first = `# mine\r\n${(await textOf('hq.trunks.yaml')).replaceAll('\n', ' # kept\r\n')}`;
    await fleet.file('hq.trunks.yaml', first);
    for (const name of ['gone', 'acc']) pbx.trunks.delete(name);
    pbx.trunks.add(account('acc', 'exp0rt-2nd'));
    pbx.trunks.add(peer('new'));
    const { files, problems } = await exported('hq');
    assert.equal(problems, undefined);
    const second = await textOf('hq.trunks.yaml');
    assert.ok(second.startsWith('# mine\r\npbx: hq # kept\r\n'), second);
    assert.ok(!/gone|exp0rt/.test(second), second);
    assert.deepEqual(
      [...fleet.secrets.values],
      [
        ['hq-acc', 'exp0rt-1st'],
        ['hq-acc-2', 'exp0rt-2nd'],
      ],
    );
    assert.deepEqual(await plan(files), ['hq/a none', 'hq/acc none', 'hq/new none']);
    assert.match(fleet.lines.at(-1) ?? '', /3 trunks in \/.*hq\.trunks\.yaml, 1 added, 1 changed, 1 removed/);
  });

  it('says what went wrong with which PBX, and exports the others', async () => {
    await fleet.start('hq', {}, { trunks: [peer('a'), peer('x,y'), peer('b')] });
    await (await fleet.start('gone')).stop();
    await fleet.start('out');
    await fleet.signOut('out');
    for (const name of ['broken', 'latin', 'whose']) await fleet.start(name, {}, { trunks: [peer('a')] });
    const latin = Buffer.from('# caf\xe9\n', 'latin1');
    await fleet.file('broken.trunks.yaml', 'pbx: [broken\n');
    await fleet.file('latin.trunks.yaml', latin);
    await fleet.file(
      'whose.trunks.yaml',
      'trunks:\n  - {trunkname: x, trunktype: peer, host: h, port: 5060}\n',
    );
    const names = ['nobody', 'gone', 'out', 'broken', 'latin', 'whose', 'hq'];
    const { files, problems = [] } = await exported(...names);
    assert.deepEqual(files, [fleet.uri('hq.trunks.yaml')]);
    assert.deepEqual(
      problems.map(({ pbx }) => pbx),
      names,
    );
    const words = new Map(problems.map(({ pbx, message }) => [pbx, message]));
    assert.match(words.get('broken') ?? '', /^broken\.trunks\.yaml was left as it is: .*line \d/);
    assert.match(words.get('latin') ?? '', /not text in UTF-8/);
    assert.match(words.get('whose') ?? '', /pbx: whose/);
    assert.match(words.get('hq') ?? '', /x,y.*comma/);
    assert.equal(await textOf('broken.trunks.yaml'), 'pbx: [broken\n');
    assert.deepEqual(await plan(files), ['hq/a none', 'hq/b none']);
  });

  for (const locked of ['get', 'store'] as const) {
    it(`says in words which file was left for a keyring that fails (${locked}), and which were written`, async () => {
      await fleet.start('first', {}, { trunks: [peer('a')] });
      await fleet.start('hq', {}, { trunks: [account('acc', 'exp0rt-1st')] });
      await fleet.start('last', {}, { trunks: [peer('b')] });
      await fleet.file(
        'hq.trunks.yaml',
        'pbx: hq\ntrunks:\n  - {trunkname: acc, trunktype: account, username: u, authname: u, password: "${secret:acc}"}\n',
      );
      fleet.secrets.storage.locked.add(locked);
      const { files, problems } = await exported('first', 'hq', 'last');
      assert.deepEqual(
        files,
        ['first', 'last'].map((name) => fleet.uri(`${name}.trunks.yaml`)),
      );
      assert.equal(problems?.length, 1);
      assert.match(problems[0]?.message ?? '', /^hq\.trunks\.yaml was left as it is: .*Unlock the keyring/);
    });
  }

  it('leaves a file alone that changed while its secrets were kept', async () => {
    await fleet.start('hq', {}, { trunks: [account('acc', 'exp0rt-1st')] });
    const uri = await fleet.file('hq.trunks.yaml', '# mine\n');
    fleet.secrets.beforeKeep = () => writeFile(fileURLToPath(uri), '# somebody else\n');
    const { files, problems } = await exported('hq');
    assert.deepEqual(files, []);
    assert.match(problems?.[0]?.message ?? '', /changed meanwhile/);
    assert.equal(await textOf('hq.trunks.yaml'), '# somebody else\n');
  });

  it('writes nothing, and asks no PBX, where the folder is not trusted or it was cancelled', async () => {
    const pbx = await fleet.start('hq', {}, { trunks: [account('acc', 'exp0rt-1st')] });
    const untrusted = await exportTrunks(fleet, ['hq'], fleet.uri(), false, signal);
    assert.match(untrusted.problems?.[0]?.message ?? '', /not trusted/);
    const cancelled = await exportTrunks(fleet, ['hq'], fleet.uri(), true, AbortSignal.abort());
    assert.deepEqual([cancelled.files, untrusted.files, cancelled.problems?.length], [[], [], 1]);
    assert.deepEqual(pbx.requests, []);
    assert.equal(fleet.secrets.values.size, 0);
  });

  it('gives PBXes with odd names, or with names that differ only in case, files of their own', async () => {
    const names = ['hq', 'HQ', '../up', 'con'];
    for (const name of names) await fleet.start(name, {}, { trunks: [peer(`of ${name}`)] });
    const { files } = await exported(...names);
    const paths = files.map((uri) => uri.slice(fleet.uri().length));
    assert.match(paths[1] ?? '', /^\/HQ-[0-9a-f]{6}\.trunks\.yaml$/);
    assert.deepEqual(
      [paths[0], ...paths.slice(2)],
      ['/hq.trunks.yaml', '/-up.trunks.yaml', '/_con.trunks.yaml'],
    );
    assert.deepEqual(
      await plan(files),
      names.map((name) => `${name}/of ${name} none`),
    );
  });
});
