import assert from 'node:assert/strict';
import { driftTask } from '../../../../src/fleet/tasks/driftTask.ts';
import { exportTask } from '../../../../src/fleet/tasks/exportTask.ts';
import { planTask } from '../../../../src/fleet/tasks/planTask.ts';
import { provisionTask } from '../../../../src/fleet/tasks/provisionTask.ts';
import { TestFleet } from '../../../support/fleet.ts';
import { namesOn, requestFor, untouched } from '../../../support/fleetRuns.ts';

const peers = (...names: string[]) =>
  names.map((name) => `  - {trunkname: ${name}, trunktype: peer, host: h, port: 5060}\n`).join('');
const file = (pbx: string, ...names: string[]) => `pbx: ${pbx}\ntrunks:\n${peers(...names)}`;

describe('the lines and the exit code of a task', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  /** Runs a task. Lines name paths below the folder of the fleet, which are shortened. */
  const lines = async (run: (tell: (line: string) => void) => Promise<number>) => {
    const told: string[] = [];
    const code = await run((line) => told.push(line.replaceAll(`${fleet.path}/`, '')));
    return { code, told };
  };
  const plan = (uri: string, trusted = true) =>
    lines((tell) => planTask(fleet, requestFor(uri), trusted, untouched, tell));
  const provision = (uri: string, more = {}, signal = untouched) =>
    lines((tell) => provisionTask(fleet, requestFor(uri, more), true, signal, tell));
  const drift = (...folders: string[]) => lines((tell) => driftTask(fleet, folders, true, untouched, tell));
  const exportTo = (name: string, ...names: string[]) =>
    lines((tell) => exportTask(fleet, names, fleet.uri(name), true, untouched, tell));

  it('of plan: 1 with changes, 0 without, 2 where a PBX cannot be asked', async () => {
    await fleet.start('hq', {}, { trunks: [{ trunkname: 'b', trunktype: 'peer', host: 'h', port: '1' }] });
    const uri = await fleet.file('a.trunks.yaml', file('hq', 'a', 'b'));
    assert.deepEqual(await plan(uri), {
      code: 1,
      told: [
        'Asking hq what is there.',
        'a.trunks.yaml:3:17: hq · a: add',
        'a.trunks.yaml:4:17: hq · b: update (port)',
        'Plan: 1 to add, 1 to update.',
      ],
    });
    await provision(uri, { update: true });
    assert.deepEqual(await plan(uri), {
      code: 0,
      told: [
        'Asking hq what is there.',
        'a.trunks.yaml:3:17: hq · a: none',
        'a.trunks.yaml:4:17: hq · b: none',
        'Nothing to do: 2 unchanged.',
      ],
    });
    await fleet.signOut('hq');
    const signedOut = await plan(uri);
    assert.equal(signedOut.code, 2);
    assert.match(signedOut.told[1] ?? '', /^error: hq: .*[Ss]ign in/);
  });

  it('of provision: each trunk at its place, and 1, 0 or 2', async () => {
    const pbx = await fleet.start('hq');
    const uri = await fleet.file('a.trunks.yaml', file('hq', 'a'));
    const begin = 'hq: asking what is there';
    assert.deepEqual(await provision(uri), {
      code: 1,
      told: [begin, 'a.trunks.yaml:3:17: hq · a: added', '1 added.'],
    });
    assert.deepEqual(await provision(uri), {
      code: 0,
      told: [
        begin,
        'a.trunks.yaml:3:17: hq · a: unchanged — It is already there with the same settings.',
        '1 unchanged.',
      ],
    });
    await fleet.file('a.trunks.yaml', file('hq', 'a').replace('5060', '5061'));
    const { code, told } = await provision(uri);
    assert.equal(code, 2);
    assert.match(told[1] ?? '', /^a\.trunks\.yaml:3:17: warning: hq · a: skipped — /);
    assert.deepEqual(namesOn(pbx), ['a']);
    const stopped = await provision(uri, { update: true }, AbortSignal.abort());
    assert.deepEqual([stopped.code, stopped.told.at(-1)], [2, 'Cancelled: 1 skipped.']);
  });

  it('of provision with mistakes in the file: each at its place, and no other error', async () => {
    const pbx = await fleet.start('hq');
    const uri = await fleet.file('a.trunks.yaml', `${file('hq', 'a')}${peers('b').replace('5060', '70000')}`);
    const { code, told } = await provision(uri);
    assert.equal(code, 2);
    assert.deepEqual(
      told.map((line) => line.replace(/(port must be|failed —).*$/, '$1')),
      [
        'a.trunks.yaml:4:52: error: port must be',
        'a.trunks.yaml:3:17: hq · a: failed —',
        'a.trunks.yaml:4:17: hq · b: failed —',
      ],
    );
    // The Problems view has what the lines say, from them alone.
    assert.equal(fleet.shownProblems.size, 0);
    const untrusted = await plan(await fleet.file('b.trunks.yaml', file('hq', 'b')), false);
    assert.equal(untrusted.code, 2);
    assert.match(untrusted.told.join('\n'), /^b\.trunks\.yaml:3:17: error: hq · b: failed — .*not trusted/);
    assert.equal(pbx.count('siptrunk/query'), 0);
  });

  it('of drift: 0, 1 with what differs, and 2 for what could not be compared', async () => {
    await fleet.start('hq', {}, { trunks: [{ trunkname: 'b', trunktype: 'peer', host: 'h', port: '1' }] });
    await fleet.file('sites/a.trunks.yaml', file('hq', 'a'));
    assert.deepEqual((await drift(fleet.uri('sites'))).told.slice(0, -1), [
      'Asking hq what is there.',
      'sites/a.trunks.yaml:3:17: warning: hq · a: missing',
      'hq · b: unlisted',
    ]);
    const both = await fleet.file('sites/a.trunks.yaml', file('hq', 'a', 'b'));
    await fleet.file('sites/b.trunks.yaml', 'pbx: hq\ntrunks: []\nfoo: 1\n');
    const broken = await drift(fleet.uri('sites'));
    assert.equal(broken.code, 2);
    assert.ok(broken.told.includes('sites/a.trunks.yaml:4:17: warning: hq · b: different (port)'));
    assert.ok(broken.told.some((line) => line.startsWith('sites/b.trunks.yaml:3:1: error: hq: ')));
    assert.equal((await drift(both)).code, 1);
    await provision(both, { update: true });
    assert.equal((await drift(both)).code, 0);
    await fleet.file('empty/notes.txt', '');
    const nothing = await drift(fleet.uri('empty'));
    assert.equal(nothing.code, 2);
    assert.match(nothing.told[0] ?? '', /^error: Nothing to check: .*“empty”/);
  });

  it('of export: 1 with what was written, 0 where all is up to date, 2 for what is left out', async () => {
    const pbx = await fleet.start(
      'hq',
      {},
      { trunks: [{ trunkname: 'b', trunktype: 'peer', host: 'h', port: '1' }] },
    );
    assert.deepEqual(await exportTo('out', 'hq'), {
      code: 1,
      told: [
        'Asking hq what is there.',
        'hq: out/hq.trunks.yaml: Exported to hq.trunks.yaml: 1 trunk.',
        'Exported to hq.trunks.yaml: 1 trunk.',
      ],
    });
    assert.equal((await exportTo('out', 'hq')).code, 0);
    pbx.trunks.add({ trunkname: 'a,b', trunktype: 'peer', host: 'h', port: '1' });
    const left = await exportTo('out', 'hq', 'nowhere');
    assert.equal(left.code, 2);
    assert.ok(
      left.told.some((line) => line.startsWith('out/hq.trunks.yaml:1:1: warning: hq: “a,b” was left out')),
    );
    assert.ok(left.told.some((line) => line.startsWith('error: nowhere: ')));
  });
});
