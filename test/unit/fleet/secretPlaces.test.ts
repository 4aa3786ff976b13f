import assert from 'node:assert/strict';
import type { Trunk } from '../../../src/core/trunk.ts';
import { checkDrift } from '../../../src/fleet/drift/checkDrift.ts';
import { planFiles } from '../../../src/fleet/plan/planFiles.ts';
import { firstSendings, firstSendingWords } from '../../../src/fleet/provision/firstSendings.ts';
import { prepareFiles } from '../../../src/fleet/provision/prepareFiles.ts';
import { provision } from '../../../src/fleet/provision/provision.ts';
import { continueRun, provisionFiles } from '../../../src/fleet/provision/provisionFiles.ts';
import { TestFleet } from '../../support/fleet.ts';
import { messagesOf, requestFor, short, untouched } from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';

const account = (trunkname: string, password: string, username = '6100') =>
  `  - {trunkname: ${trunkname}, trunktype: account, username: '${username}', authname: a, password: '${password}'}\n`;
const value = 'pl4nted-Placed-Passw0rd';

describe('where secrets go', () => {
  let fleet: TestFleet;
  let hq: ObservedPbx;
  let branch: ObservedPbx;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    hq = await fleet.start('hq');
    branch = await fleet.start('branch', { format: 'xml' });
    fleet.secrets.values.set('itsp', value);
    fleet.env['SIP_USER'] = '6101';
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const file = (names: string, trunks: string) =>
    fleet.file('trunks.yaml', `pbx: [${names}]\ntrunks:\n${trunks}`);
  const run = (uri: string) => provisionFiles(fleet, requestFor(uri), true);
  const firstTimes = async (uri: string) => {
    const prepared = await prepareFiles(fleet, requestFor(uri), true);
    assert.ok('work' in prepared);
    return firstSendingWords(firstSendings(fleet, prepared.work));
  };
  /** The names of the trunks that a PBX was sent. */
  const sentTo = (pbx: ObservedPbx) =>
    pbx.requests.filter(({ endpoint }) => endpoint === 'siptrunk/add').length;

  it('is said of each value and address once, and of none that was there before', async () => {
    const uri = await file(
      'hq, branch',
      account('a', '${secret:itsp}', '${env:SIP_USER}') + account('b', '${secret:itsp}'),
    );
    assert.deepEqual(await firstTimes(uri), [
      `The secret itsp goes to ${hq.url} for the first time.`,
      `The environment variable SIP_USER goes to ${hq.url} for the first time.`,
      `The secret itsp goes to ${branch.url} for the first time.`,
      `The environment variable SIP_USER goes to ${branch.url} for the first time.`,
    ]);
    assert.deepEqual(short(await run(uri)), ['hq/a added', 'branch/a added', 'hq/b added', 'branch/b added']);
    assert.deepEqual(await firstTimes(uri), []);
    assert.ok(![...fleet.sent].join().includes(value));
    const other = await file('hq', account('c', '${secret:itsp}') + account('d', '${secret:other}'));
    fleet.secrets.values.set('other', value);
    assert.deepEqual(await firstTimes(other), [`The secret other goes to ${hq.url} for the first time.`]);
  });

  it('is said again of the same name at another address, whatever the PBX is called', async () => {
    const uri = await file('hq', account('a', '${secret:itsp}'));
    await run(uri);
    fleet.configure('hq', { url: 'https://192.0.2.66:8088/site' });
    assert.deepEqual(await firstTimes(uri), [
      'The secret itsp goes to https://192.0.2.66:8088 for the first time.',
    ]);
  });

  it('is not remembered of what was never sent', async () => {
    const uri = await file('hq', account('a', '${secret:itsp}'));
    await hq.stop();
    assert.deepEqual(short(await run(uri)), ['hq/a failed']);
    assert.equal((await firstTimes(uri)).length, 1);
  });

  it('is kept before the first write, and where that fails, the run goes on and its report stands', async () => {
    const uri = await file('hq', account('a', '${secret:itsp}') + account('b', 'plain'));
    const sentBefore: number[] = [];
    const { unsent } = fleet.sentValues;
    const remember = () => {
      sentBefore.push(sentTo(hq));
      return Promise.reject(new Error('the disk is full'));
    };
    const services = Object.assign(Object.create(fleet) as TestFleet, { sentValues: { unsent, remember } });
    const report = await provisionFiles(services, requestFor(uri), true);
    assert.deepEqual(short(report), ['hq/a added', 'hq/b added']);
    assert.deepEqual(sentBefore, [0]);
    assert.deepEqual(
      fleet.lines.filter((line) => line.includes('the disk is full')),
      ['hq: which secrets go there could not be kept: the disk is full'],
    );
    const last = await (await fleet.journal()).last();
    assert.equal(last?.parts[0]?.outcomes.length, 2);
    assert.notEqual(last.parts[0].endedAt, undefined);
  });

  it('stands on one line for each address, however many; the secrets are counted', () => {
    const sending = (name: string, port: number) =>
      ({ kind: 'secret', name, origin: `http://192.0.2.1:${port.toString()}` }) as const;
    assert.deepEqual(firstSendingWords([sending('a\nIt is safe', 1), sending('b', 1)]), [
      'The secrets a⟨U+000A⟩It is safe, b go to http://192.0.2.1:1 for the first time.',
    ]);
    const lines = firstSendingWords([1, 2, 3, 4, 5, 6, 7].map((port) => sending('a', port)));
    assert.equal(lines.length, 7);
    assert.equal(lines.at(-1), 'The secret a goes to http://192.0.2.1:7 for the first time.');
    assert.deepEqual(firstSendingWords(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => sending(name, 1))), [
      'The secrets a, b, c, d, e and 2 more go to http://192.0.2.1:1 for the first time.',
    ]);
  });

  it('is refused for a PBX that the secret is not bound to, and nothing of the file is sent', async () => {
    fleet.bound.set('itsp', [branch.url, 'https://192.0.2.9:8088/site']);
    const uri = await file('hq, branch', account('a', 'x${secret:itsp}') + account('plain', 'in-Clear-Text'));
    const report = await run(uri);
    assert.ok(report.outcomes.every(({ outcome }) => outcome === 'failed'));
    assert.equal(
      report.outcomes[0]?.message,
      `The secret itsp may only go to branch (${branch.url}), https://192.0.2.9:8088/site, not to hq (${hq.url}). PBX: Manage Secrets… can change that.`,
    );
    assert.match(messagesOf(report), /Nothing was sent/);
    assert.deepEqual([sentTo(hq), sentTo(branch)], [0, 0]);
    const shown = fleet.shownProblems.get(uri)?.filter(({ code }) => code === 'secret');
    assert.deepEqual(
      shown?.map(({ start }) => start.line),
      [2],
    );
    assert.ok(!JSON.stringify([report, shown, fleet.lines]).includes(value));
  });

  it('goes to a PBX that it is bound to, and is bound by the address, not by the name', async () => {
    fleet.bound.set('itsp', [branch.url]);
    const uri = await file('branch', account('a', '${secret:itsp}'));
    assert.deepEqual(short(await run(uri)), ['branch/a added']);
    for (const url of [hq.url, `${branch.url}/site`]) {
      fleet.configure('branch', { url, format: 'xml' });
      const report = await run(uri);
      assert.deepEqual(short(report), ['branch/a failed']);
      assert.match(messagesOf(report), /may only go to http/);
    }
    assert.equal(sentTo(hq), 0);
  });

  it('is said by a plan and by a drift, and holds for a continuation', async () => {
    const uri = await file('hq', account('a', '${secret:itsp}'));
    hq.requests.length = 0;
    await fleet.signOut('hq');
    assert.deepEqual(short(await run(uri)), ['hq/a failed']);
    await fleet.signIn('hq');
    fleet.bound.set('itsp', [branch.url]);
    const plan = await planFiles(fleet, requestFor(uri), true);
    assert.deepEqual(plan.steps, []);
    assert.match(plan.problems?.[0]?.message ?? '', /^The secret itsp may only go to branch /);
    const [drift] = await checkDrift(fleet, [fleet.uri()], true, untouched);
    assert.deepEqual([drift?.missing, drift?.different], [[], []]);
    assert.match(drift?.problem ?? '', /^trunks\.yaml:3: The secret itsp may only go to branch /);
    const continued = await continueRun(fleet, true);
    assert.deepEqual(short(continued), ['hq/a failed']);
    assert.match(messagesOf(continued), /The secret itsp may only go to branch /);
    assert.equal(sentTo(hq), 0);
  });

  it('is no other box than the one that was decided on', async () => {
    const trunk: Trunk = { trunkname: 'a', trunktype: 'peer', host: 'h', port: '5060' };
    const work = [{ pbx: 'hq', trunk, url: branch.url }];
    const report = await provision(fleet, work, { signal: untouched });
    assert.deepEqual(short(report), ['hq/a failed']);
    assert.match(messagesOf(report), /stands for another address now, so nothing was sent/);
    assert.equal(hq.requests.length, 0);
  });
});
