import assert from 'node:assert/strict';
import type { SipTrunk } from '../../../src/demo/trunkFields.ts';
import { addAgain } from '../../../src/fleet/deletion/addAgain.ts';
import { deleteTrunks } from '../../../src/fleet/deletion/deleteTrunks.ts';
import { checkDrift } from '../../../src/fleet/drift/checkDrift.ts';
import { exportTrunks } from '../../../src/fleet/export/exportTrunks.ts';
import { importTrunks } from '../../../src/fleet/importTrunks/importTrunks.ts';
import { planFiles } from '../../../src/fleet/plan/planFiles.ts';
import { provisionFiles } from '../../../src/fleet/provision/provisionFiles.ts';
import { undoLastRun } from '../../../src/fleet/undo/undoRun.ts';
import { TestFleet } from '../../support/fleet.ts';
import {
  dialects,
  provisionText,
  requestFor,
  settingsOn,
  short,
  untouched,
} from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';

const yeastar = { apiVersion: 'v1.1.0' };
const numbers = '5503301-yeastar-1000,5503302-Grüße & <x>-1001';
const groups = '5503300-"support"-6200';
const peer = (trunkname: string, more: Partial<SipTrunk> = {}): SipTrunk => ({
  trunkname,
  trunktype: 'peer',
  host: 'sip.example.net',
  port: '5060',
  domain: 'sip.example.net',
  ...more,
});
const lines = (trunkname: string, more = '') =>
  `  - trunkname: ${trunkname}\n    trunktype: peer\n    host: sip.example.net\n    port: 5060\n${more}`;

describe('DOD numbers', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const run = (text: string, more?: Parameters<typeof requestFor>[1]) => provisionText(fleet, text, more);
  const planned = async (text: string) => {
    const plan = await planFiles(fleet, requestFor(await fleet.file('trunks.yaml', text)), true);
    assert.equal(plan.problems, undefined);
    return plan.steps.map(({ pbx, trunkname, action, fields = [] }) =>
      [`${pbx}/${trunkname}`, action, ...fields].join(' '),
    );
  };
  const sentTo = (pbx: ObservedPbx, endpoint: string) =>
    pbx.requests.flatMap((one) => (one.endpoint === endpoint && one.fields ? [one.fields] : []));

  for (const forgetsLeftOut of [true, false]) {
    const title = forgetsLeftOut ? 'forgets' : 'keeps';

    it(`are provisioned, planned and taken away, by a PBX that ${title} what an update leaves out`, async () => {
      const hq = await fleet.start('hq', yeastar, { trunks: [peer('plain')], forgetsLeftOut });
      const text = (more: string) => `pbx: hq\ntrunks:\n${lines('a', more)}`;
      const both = `    extensionsdod: "1-a-10, 2-b-11"\n    extensionsgroupdod: 3-c-12\n`;
      assert.deepEqual(short(await run(text(both))), ['hq/a added']);
      const { extensionsdod, extensionsgroupdod } = settingsOn(hq, 'a');
      assert.deepEqual([extensionsdod, extensionsgroupdod], ['1-a-10, 2-b-11', '3-c-12']);

      assert.deepEqual(await planned(text(both)), ['hq/a none']);
      assert.deepEqual(await planned(text('    extensionsdod: " 2-b-11,1-a-10"\n')), ['hq/a none']);
      assert.deepEqual(await planned(text('    extensionsdod: 1-a-10\n')), ['hq/a update extensionsdod']);
      // It shows them for another trunk, so here there are none.
      assert.deepEqual(await planned(`pbx: hq\ntrunks:\n${lines('plain', both)}`), [
        'hq/plain update extensionsdod extensionsgroupdod',
      ]);

      const moved = text('    domain: realm.example.net\n');
      assert.deepEqual(short(await run(moved, { update: true })), ['hq/a updated']);
      assert.equal(settingsOn(hq, 'a').extensionsdod, '1-a-10, 2-b-11');
      assert.deepEqual(short(await run(text('    extensionsdod:\n'), { update: true })), ['hq/a updated']);
      const { extensionsdod: gone, extensionsgroupdod: kept } = settingsOn(hq, 'a');
      assert.deepEqual([gone, kept], ['', '3-c-12']);
    });

    it(`are as before after an undo, on a PBX that ${title} what an update leaves out`, async () => {
      const trunks = [peer('has', { extensionsdod: numbers, extensionsgroupdod: groups }), peer('gets')];
      const hq = await fleet.start('hq', yeastar, { trunks, forgetsLeftOut });
      const before = settingsOn(hq, 'has');
      const text =
        'pbx: hq\ntrunks:\n' +
        lines('has', '    extensionsgroupdod: 9-other-1\n').replace('5060', '5070') +
        lines('gets', '    extensionsdod: 8-new-2\n');
      assert.deepEqual(short(await run(text, { update: true })), ['hq/has updated', 'hq/gets updated']);
      assert.equal(settingsOn(hq, 'has').extensionsdod, numbers);
      fleet.openAnotherWindow();
      assert.deepEqual(short(await undoLastRun(fleet, true)), ['hq/gets restored', 'hq/has restored']);
      assert.deepEqual(settingsOn(hq, 'has'), before);
      assert.equal(settingsOn(hq, 'gets').extensionsdod, '');
    });
  }

  it('are a reason for an undo to refuse, when somebody has changed them since', async () => {
    const hq = await fleet.start('hq', yeastar, { trunks: [peer('a', { extensionsdod: numbers })] });
    await run(`pbx: hq\ntrunks:\n${lines('a').replace('5060', '5070')}`, { update: true });
    hq.trunks.update('1', peer('a', { port: '5070', extensionsdod: 'other' }));
    const { outcomes } = await undoLastRun(fleet, true);
    assert.deepEqual(short(outcomes), ['hq/a skipped']);
    assert.match(outcomes[0]?.message ?? '', /changed since in extensionsdod\./);
  });

  it('come back with a deleted trunk that is added again', async () => {
    const trunks = [peer('a', { extensionsdod: numbers, extensionsgroupdod: groups })];
    const hq = await fleet.start('hq', yeastar, { trunks });
    const before = { ...settingsOn(hq, 'a'), id: '' };
    const options = { signal: untouched };
    const { outcomes, deleted } = await deleteTrunks(fleet, [{ pbx: 'hq', trunkname: 'a' }], options);
    assert.deepEqual(outcomes, [{ pbx: 'hq', trunkname: 'a', outcome: 'deleted' }]);
    await addAgain(fleet, deleted, options);
    assert.deepEqual({ ...settingsOn(hq, 'a'), id: '' }, before);
  });

  it('drift, and an export says so in the file', async () => {
    const hq = await fleet.start('hq', yeastar, { trunks: [peer('a'), peer('b')] });
    const differences = async () =>
      (await checkDrift(fleet, [fleet.uri()], true, untouched)).flatMap(({ different }) =>
        different.map(({ trunkname, fields }) => `${trunkname} ${fields.join(', ')}`),
      );
    await exportTrunks(fleet, ['hq'], fleet.uri(), true, untouched);
    assert.deepEqual(await differences(), []);
    const text = await fleet.textOf(fleet.uri('hq.trunks.yaml'));
    await fleet.file(
      'hq.trunks.yaml',
      text.replace('trunkname: a\n', 'trunkname: a\n    extensionsdod: x\n'),
    );
    hq.trunks.update('2', peer('b', { extensionsgroupdod: groups }));
    // No trunk of this PBX has shown an extensionsdod.
    assert.deepEqual(await differences(), []);
    hq.trunks.update('2', peer('b', { extensionsdod: numbers, extensionsgroupdod: groups }));
    assert.deepEqual(await differences(), ['a extensionsdod']);
    await exportTrunks(fleet, ['hq'], fleet.uri(), true, untouched);
    assert.deepEqual(await differences(), []);
    assert.match(await fleet.textOf(fleet.uri('hq.trunks.yaml')), /extensionsgroupdod: /);
  });

  for (const [dialect, connection] of dialects.filter(([name]) => name !== 'v1.1.0')) {
    it(`are not sent in ${dialect} to v0.0.1, which a warning names, while v1.1.0 gets them`, async () => {
      const hq = await fleet.start('hq', connection, { trunks: [peer('there')] });
      const shown = peer('shown', { extensionsdod: numbers, extensionsgroupdod: '' });
      const branch = await fleet.start('branch', yeastar, { trunks: [peer('there'), shown] });
      const more = '    extensionsdod: 1-a-10\n    extensionsgroupdod: 2-b-11\n';
      const text = `pbx: [hq, branch]\ntrunks:\n${lines('new', more)}${lines('there', more).replace('5060', '5070')}`;
      assert.deepEqual(await planned(text), [
        'hq/new add',
        'branch/new add',
        'hq/there update port',
        'branch/there update port extensionsdod extensionsgroupdod',
      ]);
      const warnings = [...fleet.shownProblems.values()].flat();
      assert.deepEqual(
        warnings.map(({ severity, message, start }) => `${severity} ${start.line.toString()} ${message}`),
        [6, 7, 12, 13].map(
          (line, index) =>
            `warning ${line.toString()} ${index % 2 === 0 ? 'extensionsdod' : 'extensionsgroupdod'} is not sent to hq: only API version v1.1.0 has it.`,
        ),
      );
      const { outcomes } = await run(text, { update: true });
      assert.deepEqual(short(outcomes), [
        'hq/new added',
        'branch/new added',
        'hq/there updated',
        'branch/there updated',
      ]);
      for (const { pbx, message = '' } of outcomes) {
        if (pbx === 'hq') assert.match(message, /^extensionsdod, extensionsgroupdod was not sent: hq/);
        else assert.equal(message, '');
      }
      for (const endpoint of ['siptrunk/add', 'siptrunk/update']) {
        const [own] = sentTo(hq, endpoint);
        assert.ok(own && !own.has('extensionsdod') && !own.has('extensionsgroupdod'));
      }
      assert.equal(sentTo(branch, 'siptrunk/add')[0]?.get('extensionsdod'), '1-a-10');
      assert.equal(settingsOn(branch, 'there').extensionsgroupdod, '2-b-11');
      const again = await planned(text);
      assert.ok(
        again.every((step) => step.endsWith(' none')),
        again.join(', '),
      );
    });
  }

  it('of the PBX that is chosen, not of the one in the file, decide about the warning', async () => {
    await fleet.start('hq');
    await fleet.start('branch', yeastar);
    const uri = await fleet.file(
      'trunks.yaml',
      `pbx: branch\ntrunks:\n${lines('a', '    extensionsdod: x\n')}`,
    );
    const warnings = () => fleet.shownProblems.get(uri)?.map(({ message }) => message);
    await planFiles(fleet, requestFor(uri), true);
    assert.deepEqual(warnings(), []);
    await planFiles(fleet, requestFor(uri, { pbx: ['hq'] }), true);
    assert.deepEqual(warnings(), ['extensionsdod is not sent to hq: only API version v1.1.0 has it.']);
  });

  it('are columns of a CSV file', async () => {
    const csv = await fleet.file(
      'trunks.csv',
      `trunkname,trunktype,host,port,ExtensionsDOD,Extensions Group DOD\na,peer,192.0.2.1,5060,"${numbers}",7-x-1\n`,
    );
    const summary = await importTrunks(
      fleet,
      { csv, yaml: fleet.uri('new.trunks.yaml'), trusted: true },
      untouched,
    );
    assert.deepEqual(summary, { rows: 1, imported: 1, problems: [] });
    const text = await fleet.textOf(fleet.uri('new.trunks.yaml'));
    assert.match(text, /^ {4}extensionsdod: 5503301-yeastar-1000,5503302-Grüße & <x>-1001$/m);
    assert.match(text, /^ {4}extensionsgroupdod: 7-x-1$/m);
  });

  for (const [dialect, connection] of dialects) {
    it(`and all else: 200 trunks are the same on a second PBX that gets an export of the first (${dialect})`, async () => {
      const knowsDod = dialect === 'v1.1.0';
      const trunks = Array.from({ length: 200 }, (_, index): SipTrunk => {
        const name = `t-${index.toString()}`;
        const account = { username: '0123', authname: `a${name}`, password: `planted-${name}` };
        const dod = {
          ...(knowsDod && index % 2 === 0 && { extensionsdod: numbers }),
          ...(knowsDod && index % 5 === 0 && { extensionsgroupdod: groups }),
        };
        if (index % 3 === 0) return { trunkname: name, trunktype: 'account', ...account, ...dod };
        const domain = index % 4 === 0 ? 'realm.example.net' : 'sip.example.net';
        if (index % 3 === 1) return peer(name, { domain, ...dod });
        const fromuser = index % 2 === 0 ? '4930' : '';
        return { ...peer(name, { domain }), trunktype: 'register', ...account, fromuser, ...dod };
      });
      const first = await fleet.start('first', connection, { trunks });
      const second = await fleet.start('second', connection);
      const exported = async (name: string) => {
        const { files, problems } = await exportTrunks(fleet, [name], fleet.uri(name), true, untouched);
        assert.equal(problems, undefined);
        return files[0] ?? '';
      };
      const uri = await exported('first');
      const { outcomes } = await provisionFiles(fleet, requestFor(uri, { pbx: ['second'] }), true);
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'added').length, 200);
      const settings = ({ trunks: list }: ObservedPbx) => list.all().map((one) => ({ ...one, since: 0 }));
      assert.deepEqual(settings(second), settings(first));
      const nameless = (text: string) =>
        text.replace(/^pbx: .*$/m, '').replaceAll('${secret:second-', '${secret:first-');
      const copy = await fleet.textOf(await exported('second'));
      assert.equal(nameless(copy), nameless(await fleet.textOf(uri)));
    });
  }
});
