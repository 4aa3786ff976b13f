import assert from 'node:assert/strict';
import { countActions, planWords } from '../../../../src/fleet/plan/plan.ts';
import { planFiles } from '../../../../src/fleet/plan/planFiles.ts';
import { provisionFiles } from '../../../../src/fleet/provision/provisionFiles.ts';
import { TestFleet } from '../../../support/fleet.ts';
import {
  assertKeepsSecrets,
  dialects,
  isWrite,
  journalTexts,
  kindsOf,
  requestFor,
  short,
  trunkLines,
} from '../../../support/fleetRuns.ts';
import { plantedPassword } from '../../../support/pbxClient.ts';

const peer = (trunkname: string, pbx: string) =>
  `pbx: ${pbx}\ntrunkname: ${trunkname}\ntrunktype: peer\nhost: h\nport: 5060\n`;
const old = {
  trunkname: 'itsp',
  trunktype: 'register',
  host: 'old.example.net',
  port: '5060',
  domain: 'realm.example.net',
  username: '6100',
  authname: '6100',
  fromuser: '4930123',
  password: 'planted-old-Passw0rd',
} as const;

describe('planning trunk files', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());
  const plan = (uri: string, more: Parameters<typeof requestFor>[1] = {}) =>
    planFiles(fleet, requestFor(uri, more), true);
  const provision = (uri: string, update = false) => provisionFiles(fleet, requestFor(uri, { update }), true);

  it('asks each PBX once and changes nothing; after a run it finds nothing to do', async () => {
    const pbxes = [];
    for (const [name, connection] of dialects) pbxes.push(await fleet.start(name, connection));
    const uri = await fleet.file('a.yaml', `pbx: [JSON, XML, v1.1.0]\ntrunks:\n${trunkLines(10)}`);

    const before = await plan(uri);
    assert.deepEqual(countActions(before), { add: 30, update: 0, none: 0, doubtful: 0 });
    assert.deepEqual(before.steps.slice(0, 4), [
      { pbx: 'JSON', trunkname: 't-01', action: 'add' },
      { pbx: 'XML', trunkname: 't-01', action: 'add' },
      { pbx: 'v1.1.0', trunkname: 't-01', action: 'add' },
      { pbx: 'JSON', trunkname: 't-02', action: 'add' },
    ]);
    assert.equal(planWords(before), 'Plan: 30 to add.');
    for (const pbx of pbxes) {
      assert.equal(pbx.count('siptrunk/query'), 1);
      assert.ok(!pbx.requests.some(isWrite));
    }
    assert.deepEqual(await journalTexts(fleet), []);

    assert.deepEqual(kindsOf(await provision(uri)), ['added']);
    const after = await plan(uri);
    assert.deepEqual(countActions(after), { add: 0, update: 0, none: 30, doubtful: 0 });
    assert.equal(planWords(after), 'Nothing to do: 30 unchanged.');
    await assertKeepsSecrets(fleet, [before, after], [plantedPassword]);
  });

  it('plans and adds for each PBX of a group, and only there', async () => {
    const [one, two, other] = [
      await fleet.start('one', { group: 'north' }),
      await fleet.start('two', { group: 'north', apiVersion: 'v1.1.0' }),
      await fleet.start('other'),
    ];
    const uri = await fleet.file('a.yaml', `pbx: "@north"\ntrunks:\n${trunkLines(2)}`);
    assert.deepEqual(
      (await plan(uri)).steps.map(({ pbx, trunkname, action }) => `${pbx} ${trunkname} ${action}`),
      ['one t-01 add', 'two t-01 add', 'one t-02 add', 'two t-02 add'],
    );
    assert.deepEqual(kindsOf(await provision(uri)), ['added']);
    assert.deepEqual(
      [one, two, other].map((pbx) => pbx.count('siptrunk/add')),
      [2, 2, 0],
    );
    assert.deepEqual(countActions(await plan(uri)), { add: 0, update: 0, none: 4, doubtful: 0 });
  });

  it('sends nothing for a group that nobody is in, nor for one with a PBX whose settings are not complete', async () => {
    const one = await fleet.start('one', { group: 'north' });
    fleet.configure('two', { url: 'nowhere', group: 'north' });
    const unknown = await fleet.file('a.yaml', `pbx: "@south"\ntrunks:\n${trunkLines(1)}`);
    const report = await provision(unknown);
    assert.deepEqual(kindsOf(report), ['failed']);
    assert.match(report.outcomes[0]?.message ?? '', /No PBX is in the group “south”/);
    assert.equal(one.count('siptrunk/add'), 0);
    const uri = await fleet.file('b.yaml', `pbx: "@north"\ntrunks:\n${trunkLines(1)}`);
    assert.deepEqual(
      (await provision(uri)).outcomes.map(({ pbx, outcome, message }) => [
        pbx,
        outcome,
        /not complete|url/.test(message ?? ''),
      ]),
      [
        ['one', 'added', false],
        ['two', 'failed', true],
      ],
    );
  });

  for (const [dialect, connection] of dialects) {
    it(`names what an update would change, which is then all that it changes, in ${dialect}`, async () => {
      const hq = await fleet.start('hq', connection, { trunks: [old] });
      const uri = await fleet.file(
        'a.yaml',
        'pbx: hq\ntrunkname: itsp\ntrunktype: register\nhost: new.example.net\nport: 5061\nusername: 6100\n' +
          `authname: 6100\npassword: ${plantedPassword}\n`,
      );
      const planned = await plan(uri);
      assert.deepEqual(planned, {
        steps: [{ pbx: 'hq', trunkname: 'itsp', action: 'update', fields: ['host', 'port', 'password'] }],
      });
      assert.equal(planWords(planned), 'Plan: 1 to update.');
      assert.deepEqual(short(await provision(uri, true)), ['hq/itsp updated']);
      assert.deepEqual(
        { ...hq.trunks.find('itsp'), since: 0 },
        { ...old, id: '1', since: 0, host: 'new.example.net', port: '5061', password: plantedPassword },
      );
      assert.deepEqual(countActions(await plan(uri)), { add: 0, update: 0, none: 1, doubtful: 0 });
      await assertKeepsSecrets(fleet, planned, [plantedPassword, old.password]);
    });
  }

  it('says which PBXes could not be asked, in the order of the files, and plans the others', async () => {
    await fleet.start('hq');
    await (await fleet.start('down')).stop();
    await fleet.start('signed-out');
    await fleet.signOut('signed-out');
    const uri = await fleet.file('a.yaml', `${peer('a', '[signed-out, hq, down]')}---\n${peer('b', 'hq')}`);
    const planned = await plan(uri);
    assert.deepEqual(planned.steps, [
      { pbx: 'hq', trunkname: 'a', action: 'add' },
      { pbx: 'hq', trunkname: 'b', action: 'add' },
    ]);
    const [signedOut, down] = planned.problems ?? [];
    assert.deepEqual([signedOut?.pbx, down?.pbx, planned.problems?.length], ['signed-out', 'down', 2]);
    assert.match(signedOut?.message ?? '', /[Ss]ign in/);
    assert.equal(planWords(planned), `Plan: 2 to add. ${signedOut?.message ?? ''} ${down?.message ?? ''}`);
  });

  it('asks nobody for a file that is not right, or that nobody trusts', async () => {
    const hq = await fleet.start('hq');
    const uri = await fleet.file('a.yaml', `${peer('a', 'hq')}---\n${peer('b', 'hq').replace('5060', '0')}`);
    const wrong = await plan(uri);
    assert.deepEqual(wrong.steps, []);
    assert.match(wrong.problems?.[0]?.message ?? '', /^Nothing was sent: a\.yaml:11:7: port/);
    assert.match(wrong.problems?.[1]?.message ?? '', /^a\.yaml:11:7: port/);
    const good = await fleet.file('b.yaml', peer('a', 'hq'));
    const untrusted = await planFiles(fleet, requestFor(good), false);
    assert.deepEqual(untrusted.steps, []);
    assert.match(untrusted.problems?.[0]?.message ?? '', /not trusted/);
    assert.equal(hq.requests.length, 0);
  });

  it('plans what was meant of a file: one document, one PBX, or other PBXes than it names', async () => {
    await fleet.start('hq');
    await fleet.start('branch');
    const uri = await fleet.file('a.yaml', `${peer('a', '[hq, branch]')}---\n${peer('b', 'hq')}`);
    const steps = async (more: Parameters<typeof requestFor>[1]) =>
      (await plan(uri, more)).steps.map(({ pbx, trunkname }) => `${pbx}/${trunkname}`);
    assert.deepEqual(await steps({ document: 1 }), ['hq/b']);
    assert.deepEqual(await steps({ only: 'branch' }), ['branch/a']);
    assert.deepEqual(await steps({ pbx: ['branch'] }), ['branch/a', 'branch/b']);
  });
});
