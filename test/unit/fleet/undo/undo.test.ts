import assert from 'node:assert/strict';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import { continueRun } from '../../../../src/fleet/provision/provisionFiles.ts';
import { checkUndos, countVerdicts } from '../../../../src/fleet/undo/checkUndos.ts';
import { stepsOf, undoLastRun, undoRun } from '../../../../src/fleet/undo/undoRun.ts';
import { TestFleet } from '../../../support/fleet.ts';
import type { requestFor } from '../../../support/fleetRuns.ts';
import {
  assertKeepsSecrets,
  dialects,
  isWrite,
  kindsOf,
  messagesOf,
  namesOn,
  namesSent,
  provisionText,
  settingsOn,
  short,
  trunkLines,
  untouched,
} from '../../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../../support/observedPbx.ts';
import { plantedPassword } from '../../../support/pbxClient.ts';

const oldPassword = 'planted-old-Passw0rd';
const old: SipTrunk = {
  trunkname: 'itsp',
  trunktype: 'register',
  host: 'old.example.net',
  port: '5060',
  domain: 'realm.example.net',
  username: '6100',
  authname: '6100',
  fromuser: '4930123',
  password: oldPassword,
};
const update =
  'pbx: hq\ntrunkname: itsp\ntrunktype: register\nhost: new.example.net\ndomain: other.example.net\nport: 5061\n' +
  `username: 6200\nauthname: 6200\nfromuser: 4940999\npassword: ${plantedPassword}\n`;

describe('undoing the last run', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const run = (text: string, more?: Parameters<typeof requestFor>[1]) => provisionText(fleet, text, more);
  const undo = () => undoLastRun(fleet, true);
  const last = async () => {
    const found = await (await fleet.journal()).last();
    assert.ok(found);
    return found;
  };

  it('is an outcome in words for each trunk while the keyring is locked, and asks it nothing in an untrusted folder', async () => {
    const pbx = await fleet.start('hq');
    await run(`pbx: hq\ntrunks:\n${trunkLines(2)}`);
    const { journalStorage } = fleet;
    journalStorage.locked.add('get');
    journalStorage.calls.length = 0;
    assert.match(messagesOf(await undoLastRun(fleet, false)), /not trusted/);
    assert.deepEqual(journalStorage.calls, []);
    const report = await undo();
    assert.deepEqual(short(report), ['hq/t-02 failed', 'hq/t-01 failed']);
    assert.match(messagesOf(report), /secret storage cannot be read.* then try again\.$/);
    journalStorage.locked.clear();
    assert.deepEqual(short(await undo()), ['hq/t-02 deleted', 'hq/t-01 deleted']);
    assert.deepEqual(namesOn(pbx), []);
  });

  it('deletes what was added on each PBX, the last one first, and does nothing the second time', async () => {
    const own: SipTrunk = { trunkname: 't-02', trunktype: 'peer', host: 'mine', port: '5070' };
    const pbxes: ObservedPbx[] = [];
    for (const [name, connection] of dialects) {
      pbxes.push(await fleet.start(name, connection, { trunks: [own] }));
    }
    const report = await run(`pbx: [JSON, XML, v1.1.0]\ntrunks:\n${trunkLines(5)}`);
    assert.deepEqual(kindsOf(report), ['added', 'skipped']);

    fleet.openAnotherWindow();
    const undone = await undo();
    // Which PBX comes first is a matter of who answered last.
    for (const [pbx] of dialects) {
      assert.deepEqual(
        short(undone).filter((line) => line.startsWith(`${pbx}/`)),
        ['t-05', 't-04', 't-03', 't-01'].map((name) => `${pbx}/${name} deleted`),
      );
    }
    assert.equal(undone.outcomes.length, 12);
    for (const pbx of pbxes) {
      assert.deepEqual(namesOn(pbx), ['t-02']);
      assert.deepEqual(namesSent(pbx, 'siptrunk/delete'), ['t-05', 't-04', 't-03', 't-01']);
    }
    const requests = pbxes.map((pbx) => pbx.requests.length);
    const again = await undo();
    assert.deepEqual([again.outcomes.length, kindsOf(again)], [12, ['unchanged']]);
    assert.deepEqual(
      pbxes.map((pbx) => pbx.requests.length),
      requests,
    );
    await assertKeepsSecrets(fleet, [undone, again], [plantedPassword]);
  });

  for (const [dialect, connection] of dialects) {
    it(`gives an updated trunk its earlier settings back, in ${dialect}`, async () => {
      const blank: SipTrunk = { ...old, trunkname: 'blank', domain: 'old.example.net', fromuser: '' };
      const hq = await fleet.start('hq', connection, { trunks: [old, blank] });
      const before = ['itsp', 'blank'].map((name) => settingsOn(hq, name));
      const text = `${update}---\n${update.replace(': itsp', ': blank')}`;
      const report = await run(text, { update: true });
      assert.deepEqual(short(report), ['hq/itsp updated', 'hq/blank updated']);
      assert.equal(hq.trunks.find('itsp')?.password, plantedPassword);
      assert.equal(hq.trunks.find('blank')?.fromuser, '4940999');

      fleet.openAnotherWindow();
      const undone = await undo();
      assert.deepEqual(short(undone), ['hq/blank restored', 'hq/itsp restored']);
      assert.deepEqual(
        ['itsp', 'blank'].map((name) => settingsOn(hq, name)),
        before,
      );
      assert.deepEqual(kindsOf(await undo()), ['unchanged']);
      assert.equal(hq.count('siptrunk/update'), 4);
      await assertKeepsSecrets(fleet, [report, undone], [plantedPassword, oldPassword]);
    });
  }

  it('takes back a run together with its continuation', async () => {
    let broken = true;
    const hq: ObservedPbx = await fleet.start(
      'hq',
      {},
      {
        trunks: [old],
        intercept: ({ endpoint }) =>
          broken && endpoint === 'siptrunk/add' && hq.count('siptrunk/add') > 2
            ? { kind: 'errno', errno: '30001' }
            : undefined,
      },
    );
    const before = settingsOn(hq, 'itsp');
    const first = await run(`pbx: hq\ntrunks:\n${trunkLines(4)}---\n${update}`, { update: true });
    assert.deepEqual(kindsOf(first), ['added', 'failed', 'updated']);
    broken = false;
    assert.deepEqual(kindsOf(await continueRun(fleet, true)), ['added', 'unchanged']);
    assert.equal(hq.trunks.all().length, 5);

    assert.deepEqual(short(await undo()), [
      'hq/t-04 deleted',
      'hq/t-03 deleted',
      'hq/itsp restored',
      'hq/t-02 deleted',
      'hq/t-01 deleted',
    ]);
    assert.deepEqual(namesOn(hq), ['itsp']);
    assert.deepEqual(settingsOn(hq, 'itsp'), before);
  });

  it('leaves whatever has changed on the PBX since, until it is as the run had sent it', async () => {
    const hq = await fleet.start('hq', {}, { trunks: [old] });
    await run(`pbx: hq\ntrunks:\n${trunkLines(6)}---\n${update}`, { update: true });
    const change = (name: string, changes: Partial<SipTrunk>) => {
      const found = hq.trunks.find(name);
      assert.ok(found);
      hq.trunks.update(found.id, { ...found, ...changes });
    };
    change('t-01', { host: 'changed.example.net' });
    change('t-02', { password: 'planted-changed' });
    change('t-03', { domain: 'changed.example.net' });
    change('itsp', { fromuser: '' });
    hq.trunks.delete('t-04');

    const stored = await last();
    const checked = await checkUndos(fleet, stored, await stepsOf(fleet, stored), untouched);
    assert.deepEqual(countVerdicts(checked), { delete: 2, restore: 0, refuse: 4, none: 1 });
    assert.equal(hq.requests.filter(isWrite).length, 7);

    const undone = await undo();
    assert.deepEqual(short(undone), [
      'hq/itsp skipped',
      'hq/t-06 deleted',
      'hq/t-05 deleted',
      'hq/t-04 unchanged',
      'hq/t-03 skipped',
      'hq/t-02 skipped',
      'hq/t-01 skipped',
    ]);
    const words = undone.outcomes.map(({ message = '' }) => /changed since in (\w+)/.exec(message)?.[1]);
    assert.deepEqual(words, ['fromuser', undefined, undefined, undefined, 'domain', 'password', 'host']);
    assert.equal(hq.trunks.find('itsp')?.host, 'new.example.net');
    await assertKeepsSecrets(fleet, undone, [plantedPassword, oldPassword, 'planted-changed']);

    change('t-01', { host: 'sip.example.net' });
    assert.deepEqual(
      short(await undo()).filter((line) => !line.endsWith('skipped')),
      ['hq/t-01 deleted'],
    );
  });

  it('undoes on the other PBXes what one cannot undo, and the rest once it can', async () => {
    const hq = await fleet.start('hq');
    const moved = await fleet.start('moved');
    const signedOut = await fleet.start('signed-out');
    await run(`pbx: [moved, hq, signed-out]\ntrunks:\n${trunkLines(1)}`);
    const other = await fleet.start('elsewhere', {}, { trunks: moved.trunks.all() });
    fleet.configure('moved', { url: other.url });
    await fleet.signIn('moved');
    await fleet.signOut('signed-out');
    const requests = [moved, other, signedOut].map((pbx) => pbx.requests.length);

    const stored = await last();
    const checked = await checkUndos(fleet, stored, await stepsOf(fleet, stored), untouched);
    assert.deepEqual(checked.problems.map(({ pbx }) => pbx).toSorted(), ['moved', 'signed-out']);
    const first = await undo();
    assert.deepEqual(short(first).toSorted(), [
      'hq/t-01 deleted',
      'moved/t-01 skipped',
      'signed-out/t-01 failed',
    ]);
    const message = (pbx: string) => first.outcomes.find((one) => one.pbx === pbx)?.message ?? '';
    assert.match(message('signed-out'), /[Ss]ign in/);
    assert.match(message('moved'), /^moved was http.* is http.* now/);
    assert.deepEqual([namesOn(hq), namesOn(other)], [[], ['t-01']]);
    assert.deepEqual(
      [moved, other, signedOut].map((pbx) => pbx.requests.length),
      requests,
    );

    // It stays another box, however often it is tried.
    assert.deepEqual(short(await undo()).toSorted(), ['moved/t-01 skipped', 'signed-out/t-01 failed']);
    assert.equal(other.requests.length, requests[1]);

    fleet.configure('moved', { url: moved.url });
    await fleet.signIn('signed-out');
    assert.deepEqual(short(await undo()).toSorted(), ['moved/t-01 deleted', 'signed-out/t-01 deleted']);
    assert.deepEqual([namesOn(moved), namesOn(signedOut)], [[], []]);
  });

  it('waits for the write under way when it is cancelled, and takes back the rest the next time', async () => {
    const cancel = new AbortController();
    const hq: ObservedPbx = await fleet.start(
      'hq',
      {},
      {
        intercept: ({ endpoint }) => {
          if (endpoint === 'siptrunk/delete' && hq.count('siptrunk/delete') === 2) cancel.abort();
          return undefined;
        },
      },
    );
    await run(`pbx: hq\ntrunks:\n${trunkLines(4)}`);
    const stored = await last();
    const steps = await stepsOf(fleet, stored);
    const { report, ended } = await undoRun(fleet, stored, steps, { signal: cancel.signal });
    assert.deepEqual(short(report), [
      'hq/t-04 deleted',
      'hq/t-03 deleted',
      'hq/t-02 skipped',
      'hq/t-01 skipped',
    ]);
    assert.equal(report.cancelled, true);
    assert.deepEqual([ended.index, ended.part.action, ended.part.cancelled], [1, 'undo', true]);
    assert.deepEqual(namesOn(hq), ['t-01', 't-02']);
    assert.deepEqual(short(await undo()), ['hq/t-02 deleted', 'hq/t-01 deleted']);
  });

  it('deletes once where the answer is lost', async () => {
    const hq: ObservedPbx = await fleet.start(
      'hq',
      {},
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/delete' ? { kind: 'reset', when: 'after' } : undefined,
      },
    );
    await run(`pbx: hq\ntrunks:\n${trunkLines(2)}`);
    assert.deepEqual(kindsOf(await undo()), ['deleted']);
    assert.deepEqual(namesSent(hq, 'siptrunk/delete'), ['t-02', 't-01']);
  });

  it('says in words what stands in its way, and sends nothing', async () => {
    const hq = await fleet.start('hq');
    assert.match(messagesOf(await undo()), /no last run yet/);
    await run(`pbx: hq\ntrunks:\n${trunkLines(2)}`);
    const before = hq.requests.length;
    const untrusted = await undoLastRun(fleet, false);
    assert.deepEqual(short(untrusted), ['hq/t-02 failed', 'hq/t-01 failed']);
    assert.match(messagesOf(untrusted), /not trusted, so nothing was undone/);
    assert.match(messagesOf(await undoLastRun(fleet, true, 'an-earlier-run')), /Another run has taken place/);
    assert.equal(hq.requests.length, before);
    assert.deepEqual(kindsOf(await undoLastRun(fleet, true, (await last()).id)), ['deleted']);
  });

  it('takes nothing back when another run has begun while its question was open', async () => {
    const hq = await fleet.start('hq');
    await run(`pbx: hq\ntrunks:\n${trunkLines(2)}`);
    const stored = await last();
    const steps = await stepsOf(fleet, stored);
    await run(`pbx: hq\ntrunks:\n${trunkLines(3)}`);
    const later = await last();
    const writes = hq.requests.filter(isWrite).length;
    const { signal } = new AbortController();
    await assert.rejects(
      undoRun(fleet, stored, steps, { signal }),
      (error: Error) =>
        error.name === 'PbxError' && error.message.includes('Another run has taken place since'),
    );
    assert.equal(hq.requests.filter(isWrite).length, writes);
    assert.deepEqual(await last(), later);
  });

  it('has nothing to take back of a run that changed nothing', async () => {
    const hq = await fleet.start('hq');
    const text = `pbx: hq\ntrunks:\n${trunkLines(2)}`;
    await run(text);
    await run(text);
    const before = hq.requests.length;
    assert.deepEqual(await undo(), { outcomes: [], cancelled: false });
    assert.deepEqual(namesOn(hq), ['t-01', 't-02']);
    assert.equal(hq.requests.length, before);
  });
});
