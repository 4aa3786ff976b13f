import assert from 'node:assert/strict';
import type { Trunk } from '../../../src/core/trunk.ts';
import { addTrunk, provision } from '../../../src/fleet/provision/provision.ts';
import { provisionFiles } from '../../../src/fleet/provision/provisionFiles.ts';
import { TestFleet } from '../../support/fleet.ts';
import {
  assertKeepsSecrets,
  dialects,
  journalTexts,
  kindsOf,
  messagesOf,
  namesOn,
  namesSent,
  requestFor,
  short,
  untouched,
} from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';
import { plantedPassword, registerTrunk } from '../../support/pbxClient.ts';

const three = (pbx: string) => `pbx: ${pbx}
trunks:
  - trunkname: itsp-main
    trunktype: register
    host: sip.example.net
    port: 5060
    username: 0123
    authname: 0123
    password: s3cret:with#signs & <more>
  - trunkname: to-branch
    trunktype: peer
    host: 172.16.108.16
    port: 5060
  - trunkname: for-phones
    trunktype: account
    username: 6100
    authname: 6100
    password: ${plantedPassword}
`;
const peer = (trunkname: string, pbx = 'hq') =>
  `pbx: ${pbx}\ntrunkname: ${trunkname}\ntrunktype: peer\nhost: h\nport: 5060\n`;

describe('provisioning trunk files', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const run = (uris: string | string[], more: Parameters<typeof requestFor>[1] = {}) =>
    provisionFiles(fleet, requestFor(uris, more), true);
  const requests = (...pbxes: ObservedPbx[]) => pbxes.map((pbx) => pbx.requests.length);

  it('reads files as their byte order mark says, and sends nothing of bytes that are not text', async () => {
    const pbx = await fleet.start('hq');
    const utf16 = (name: string) => Buffer.from(`\ufeff${peer(name)}`, 'utf16le');
    const files = await Promise.all([
      fleet.file('a.trunks.yaml', `\ufeff${peer('Büro')}`),
      fleet.file('b.trunks.yaml', utf16('Zürich')),
      fleet.file('c.trunks.yaml', utf16('Köln').swap16()),
    ]);
    assert.deepEqual(short(await run(files)), ['hq/Büro added', 'hq/Zürich added', 'hq/Köln added']);

    const before = requests(pbx);
    const latin = await fleet.file('latin.trunks.yaml', Buffer.from(peer('München'), 'latin1'));
    const report = await run([...files, latin]);
    assert.deepEqual(kindsOf(report), ['failed']);
    assert.match(messagesOf(report), /latin\.trunks\.yaml:1:1: .*UTF-8/);
    assert.deepEqual(
      fleet.shownProblems.get(latin)?.map(({ code, start }) => [code, start.line, start.character]),
      [['encoding', 0, 0]],
    );
    for (const lost of ['\ufffd', '"\\uFFFD"']) {
      const uri = await fleet.file('lost.trunks.yaml', peer(lost));
      assert.match(messagesOf(await run(uri)), /^lost\.trunks\.yaml:2:12: .*U\+FFFD/);
    }
    assert.deepEqual(requests(pbx), before);
  });

  for (const [dialect, connection] of dialects) {
    it(`adds three trunks once, in ${dialect}`, async () => {
      const pbx = await fleet.start('hq', connection);
      const uri = await fleet.file('trunks.yaml', three('hq'));
      const first = await run(uri);
      assert.deepEqual(short(first), ['hq/itsp-main added', 'hq/to-branch added', 'hq/for-phones added']);
      assert.equal(first.cancelled, false);
      assert.equal(pbx.trunks.find('itsp-main')?.username, '0123');
      assert.equal(pbx.trunks.find('itsp-main')?.password, 's3cret:with#signs & <more>');
      assert.deepEqual(kindsOf(await run(uri)), ['unchanged']);
      assert.deepEqual(
        ['siptrunk/add', 'siptrunk/query', 'login'].map((one) => pbx.count(one)),
        [3, 3, 1],
      );
    });
  }

  it('leaves a trunk that differs, says in which fields, and changes it when it is asked to', async () => {
    const pbx = await fleet.start('hq');
    await run(await fleet.file('trunks.yaml', three('hq')));
    const changed = three('hq')
      .replace('172.16.108.16', '172.16.108.17')
      .replace(plantedPassword, 'another1');
    const uri = await fleet.file('trunks.yaml', changed);

    const left = await run(uri);
    assert.deepEqual(short(left), [
      'hq/itsp-main unchanged',
      'hq/to-branch skipped',
      'hq/for-phones skipped',
    ]);
    assert.match(left.outcomes[1]?.message ?? '', /\bhost\b/);
    assert.match(left.outcomes[2]?.message ?? '', /\bpassword\b/);
    assert.equal(pbx.trunks.find('to-branch')?.host, '172.16.108.16');
    assert.equal(pbx.count('siptrunk/update'), 0);

    const updated = await run(uri, { update: true });
    assert.deepEqual(short(updated), [
      'hq/itsp-main unchanged',
      'hq/to-branch updated',
      'hq/for-phones updated',
    ]);
    assert.equal(pbx.trunks.find('to-branch')?.host, '172.16.108.17');
    assert.deepEqual(namesSent(pbx, 'siptrunk/update'), ['to-branch', 'for-phones']);
    await assertKeepsSecrets(fleet, [left, updated], [plantedPassword, 'another1', 's3cret:with']);
  });

  it('takes several files with several documents to several PBXes, in the order of the files', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch', { format: 'xml' });
    const a = await fleet.file('a.trunks.yaml', peer('a', '[hq, branch]'));
    const b = await fleet.file('b.trunk.yml', `${peer('b', 'branch')}---\n${peer('c')}`);
    assert.deepEqual(short(await run([a, b])), [
      'hq/a added',
      'branch/a added',
      'branch/b added',
      'hq/c added',
    ]);
    assert.deepEqual(
      [namesOn(hq), namesOn(branch)],
      [
        ['a', 'c'],
        ['a', 'b'],
      ],
    );
  });

  it('sends everything to the PBXes that the caller names, whatever the files say', async () => {
    const hq = await fleet.start('hq');
    await fleet.start('branch');
    const uri = await fleet.file('a.trunks.yaml', `${peer('a', 'nowhere')}---\n${peer('b')}`);
    assert.deepEqual(short(await run(uri, { pbx: ['branch'] })), ['branch/a added', 'branch/b added']);
    assert.equal(hq.requests.length, 0);
  });

  it('sends what names no PBX to those that were chosen for it, and fails without', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch');
    const uri = await fleet.file('a.yaml', `${peer('a').replace('pbx: hq\n', '')}---\n${peer('b')}`);
    const failed = await run(uri);
    assert.deepEqual(short(failed), ['/a failed', 'hq/b failed']);
    assert.match(failed.outcomes[0]?.message ?? '', /names no PBX.*pbx:/);
    assert.match(failed.outcomes[1]?.message ?? '', /Nothing was sent: .*names no PBX/);
    assert.deepEqual(requests(hq, branch), [0, 0]);
    assert.deepEqual(short(await run(uri, { targets: ['branch'] })), ['branch/a added', 'hq/b added']);
  });

  it('does one document, or what is for one PBX, when that is what was meant', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch');
    const uri = await fleet.file('a.yaml', `${peer('a', '[hq, branch]')}---\n${peer('b')}---\n${peer('c')}`);
    assert.deepEqual(short(await run(uri, { document: 1 })), ['hq/b added']);
    assert.deepEqual(short(await run(uri, { only: 'branch' })), ['branch/a added']);
    assert.deepEqual(short(await run(uri, { only: 'hq', document: 0 })), ['hq/a added']);
    assert.deepEqual([namesOn(hq), namesOn(branch)], [['b', 'a'], ['a']]);
  });

  it('fills in secrets and the environment, and sends nothing to anybody while one is missing', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch');
    const text = three('[hq, branch]')
      .replace(plantedPassword, '${env:LAB_PASSWORD}')
      .replace('s3cret:with#signs & <more>', '${secret:itsp}-${env:LAB_PASSWORD}');
    const uri = await fleet.file('trunks.yaml', text);
    fleet.env['LAB_PASSWORD'] = 'planted-env';
    const failed = await run(uri);
    assert.deepEqual(kindsOf(failed), ['failed']);
    assert.match(failed.outcomes[0]?.message ?? '', /^trunks\.yaml:9:15: .*secret itsp/);
    assert.match(failed.outcomes[2]?.message ?? '', /^Nothing was sent: trunks\.yaml:9:15:/);
    const places = fleet.shownProblems.get(uri)?.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      places?.map(({ start }) => start),
      [{ line: 8, character: 14 }],
    );
    assert.deepEqual(requests(hq, branch), [0, 0]);

    fleet.secrets.values.set('itsp', 'planted-secret');
    const added = await run(uri);
    assert.deepEqual(kindsOf(added), ['added']);
    for (const pbx of [hq, branch]) {
      assert.equal(pbx.trunks.find('itsp-main')?.password, 'planted-secret-planted-env');
      assert.equal(pbx.trunks.find('for-phones')?.password, 'planted-env');
    }
    assert.ok(!fleet.shownProblems.get(uri)?.some(({ severity }) => severity === 'error'));
    await assertKeepsSecrets(fleet, [failed, added], ['planted-secret', 'planted-env']);

    delete fleet.env['LAB_PASSWORD'];
    assert.match(messagesOf(await run(uri)), /environment variable LAB_PASSWORD/);
  });

  it('checks what a placeholder stands for, and never repeats it', async () => {
    const hq = await fleet.start('hq');
    fleet.env['LAB_PORT'] = '70000';
    const uri = await fleet.file('a.yaml', peer('a').replace('5060', '${env:LAB_PORT}'));
    const report = await run(uri);
    assert.match(messagesOf(report), /^a\.yaml:5:7: port/);
    await assertKeepsSecrets(fleet, report, ['70000']);
    assert.equal(hq.requests.length, 0);
  });

  it('refuses a trunk that two files have for the same PBX, and shows where', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch');
    const a = await fleet.file('a.yaml', peer('x', '[hq, branch]'));
    const b = await fleet.file('b.yaml', `# another\n${peer('x')}---\n${peer('y', 'branch')}`);
    const report = await run([a, b]);
    assert.deepEqual(short(report), ['hq/x failed', 'branch/x failed', 'hq/x failed', 'branch/y failed']);
    assert.match(report.outcomes[2]?.message ?? '', /“x” is there twice for hq; the other one is in a\.yaml/);
    const shown = fleet.shownProblems.get(b)?.map(({ code, start }) => [code, start.line, start.character]);
    assert.deepEqual(shown, [['duplicate-trunk', 2, 11]]);
    assert.deepEqual(requests(hq, branch), [0, 0]);

    // The same name on another PBX is another trunk.
    const c = await fleet.file('c.yaml', peer('x', 'branch'));
    assert.deepEqual(short(await run([b, c])), ['hq/x added', 'branch/y added', 'branch/x added']);
  });

  const wrong: [string, string, RegExp][] = [
    ['an unknown PBX', three('nowhere'), /nowhere/],
    ['an unknown PBX beside a known one', three('[hq, nowhere]'), /nowhere/],
    ['an unknown key', three('hq').replace('authname: 6100', 'autname: 6100'), /autname/],
    ['a blank host', three('hq').replace('host: 172.16.108.16', 'host:'), /host/],
    ['port 0', three('hq').replace('port: 5060\n  - trunkname: for', 'port: 0\n  - trunkname: for'), /port/],
    [
      'port 70000',
      three('hq').replace('port: 5060\n    username', 'port: 70000\n    username'),
      /:6:11: .*port/,
    ],
    ['the name all', three('hq').replace('to-branch', 'all'), /all/],
    ['a comma in a name', three('hq').replace('to-branch', 'a,b'), /comma/],
    ['the same name twice', three('hq').replace('to-branch', 'itsp-main'), /same name, itsp-main/],
    ['broken YAML', `${three('hq')}  - trunkname: [\n`, /trunks\.yaml:\d+:\d+/],
    ['no PBX at all', three('hq').replace('pbx: hq\n', ''), /pbx/i],
  ];
  for (const [what, text, words] of wrong) {
    it(`sends nothing to anybody for ${what}, also of a good file beside it`, async () => {
      const hq = await fleet.start('hq');
      const branch = await fleet.start('branch');
      const good = await fleet.file('good.yaml', peer('good', 'branch'));
      const report = await run([good, await fleet.file('trunks.yaml', text)]);
      assert.deepEqual(kindsOf(report), ['failed']);
      assert.equal(short(report)[0], 'branch/good failed');
      assert.match(messagesOf(report), words);
      assert.match(report.outcomes[0]?.message ?? '', /^Nothing was sent: /);
      assert.deepEqual(requests(hq, branch), [0, 0]);
      assert.deepEqual(await journalTexts(fleet), []);
      assert.equal(fleet.lines.length, report.outcomes.length);
      await assertKeepsSecrets(fleet, report, [plantedPassword, 's3cret:with']);
    });
  }

  it('says of a file that is gone', async () => {
    const report = await run(fleet.uri('gone.yaml'));
    assert.deepEqual(short(report), ['/ failed']);
    assert.match(messagesOf(report), /gone\.yaml cannot be read/);
  });

  it('checks the files of a folder that nobody trusts, and sends nothing', async () => {
    const hq = await fleet.start('hq');
    const uri = await fleet.file('a.yaml', `${peer('a')}---\n${peer('b').replace('5060', '0')}`);
    const report = await provisionFiles(fleet, requestFor(uri), false);
    assert.deepEqual(short(report), ['hq/a failed', 'hq/b failed']);
    assert.match(report.outcomes[0]?.message ?? '', /not trusted, so a\.yaml was checked/);
    assert.match(report.outcomes[1]?.message ?? '', /^a\.yaml:11:7: port/);
    assert.equal(fleet.shownProblems.get(uri)?.length, 1);
    assert.equal(hq.requests.length, 0);
  });

  it('fills nothing in for a folder that nobody trusts', async () => {
    const hq = await fleet.start('hq');
    fleet.env['PBX_PLANTED'] = 'pl4nted-in-the-environment';
    fleet.secrets.values.set('planted', 'pl4nted-secret');
    const looked: string[] = [];
    fleet.secrets.named = (name) => Promise.resolve(void looked.push(name));
    const uri = await fleet.file(
      'a.yaml',
      `pbx: hq\ntrunkname: \${env:PBX_PLANTED}\ntrunktype: account\nusername: u\nauthname: u\npassword: \${secret:planted}\n`,
    );
    const report = await provisionFiles(fleet, requestFor(uri), false);
    assert.deepEqual(short(report), ['hq/${env:PBX_PLANTED} failed']);
    assert.match(messagesOf(report), /not trusted/);
    assert.deepEqual([looked, hq.requests.length], [[], 0]);
    await assertKeepsSecrets(fleet, report, ['pl4nted']);
  });

  it('has each trunk once where answers are lost and trunks are refused on some PBXes', async () => {
    const loses: ObservedPbx = await fleet.start(
      'loses',
      {},
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/add' && loses.count('siptrunk/add') === 2
            ? { kind: 'reset', when: 'after' }
            : undefined,
      },
    );
    const refuses: ObservedPbx = await fleet.start(
      'refuses',
      { format: 'xml' },
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/add' && refuses.count('siptrunk/add') === 1
            ? { kind: 'errno', errno: '30001' }
            : undefined,
      },
    );
    const report = await run(await fleet.file('trunks.yaml', three('[loses, refuses]')));
    assert.deepEqual(short(report), [
      'loses/itsp-main added',
      'refuses/itsp-main failed',
      'loses/to-branch added',
      'refuses/to-branch added',
      'loses/for-phones added',
      'refuses/for-phones added',
    ]);
    assert.equal(report.outcomes[1]?.errno, '30001');
    assert.deepEqual(namesOn(loses), ['itsp-main', 'to-branch', 'for-phones']);
    assert.equal(loses.count('siptrunk/add'), 3);
    await assertKeepsSecrets(fleet, report, [plantedPassword, 's3cret:with']);
  });

  it('follows the register trunks that it added until they have registered, and writes that down too', async () => {
    fleet.settings.verifyTimeout = () => 30_000;
    const hq = await fleet.start('hq');
    const uri = await fleet.file('trunks.yaml', three('hq'));
    const report = await run(uri);
    assert.deepEqual(
      report.outcomes.map(({ message }) => (message ?? '').includes('registered in')),
      [true, false, false],
    );
    assert.ok(fleet.lines.some((line) => line.startsWith('hq · itsp-main: added · registered in')));
    assert.match((await journalTexts(fleet)).join(''), /registered in/);
    const asked = hq.count('trunklist/query');
    assert.deepEqual(kindsOf(await run(uri)), ['unchanged']);
    assert.equal(hq.count('trunklist/query'), asked);
  });
});

describe('adding one trunk', () => {
  let fleet: TestFleet;
  const peerTrunk: Trunk = { trunkname: 'to-x', trunktype: 'peer', host: '172.16.108.16', port: '5060' };
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  it('returns what happened, also the second time', async () => {
    const hq = await fleet.start('hq');
    assert.deepEqual(await addTrunk(fleet, 'hq', peerTrunk), {
      pbx: 'hq',
      trunkname: 'to-x',
      outcome: 'added',
    });
    assert.equal((await addTrunk(fleet, 'hq', peerTrunk)).outcome, 'unchanged');
    assert.equal((await addTrunk(fleet, 'hq', { ...peerTrunk, port: '5080' })).outcome, 'skipped');
    assert.equal(hq.count('siptrunk/add'), 1);
    assert.deepEqual(await journalTexts(fleet), []);
  });

  it('adds once when it is called twice at the same time', async () => {
    const hq = await fleet.start('hq');
    const outcomes = await Promise.all([addTrunk(fleet, 'hq', peerTrunk), addTrunk(fleet, 'hq', peerTrunk)]);
    assert.deepEqual(short(outcomes), ['hq/to-x added', 'hq/to-x unchanged']);
    assert.equal(hq.count('siptrunk/add'), 1);
  });

  it('does not wait for its registration, as a run of files does', async () => {
    fleet.settings.verifyTimeout = () => 30_000;
    const hq = await fleet.start('hq');
    const outcome = await addTrunk(fleet, 'hq', registerTrunk('itsp'));
    assert.deepEqual(outcome, { pbx: 'hq', trunkname: 'itsp', outcome: 'added' });
    assert.equal(hq.count('trunklist/query'), 0);
  });

  it('keeps the password from the log before anything is sent', async () => {
    await fleet.start(
      'hq',
      {},
      {
        intercept: () => {
          fleet.log.info(`on its way: ${plantedPassword}`);
          return undefined;
        },
      },
    );
    await provision(fleet, [{ pbx: 'hq', trunk: registerTrunk('itsp') }], { signal: untouched });
    assert.ok(fleet.lines.some((line) => line.startsWith('on its way')));
    assert.ok(!fleet.lines.join().includes(plantedPassword));
  });
});
