import assert from 'node:assert/strict';
import { startDemoPbx, type DemoPbx } from '../../src/demo/server.ts';
import { eventually } from './eventually.ts';
import { Workbench } from './workbench.ts';

const text = `pbx: hq
trunks:
  - trunkname: to-new
    trunktype: peer
    host: 172.16.108.16
    port: 5060
  - trunkname: to-branch
    trunktype: peer
    host: new.example.net
    port: 5060
  - trunkname: to-same
    trunktype: peer
    host: same.example.net
    port: 5060
`;

const longName = 'branch-north-01';
const longText = `pbx: hq
trunks:
  - trunkname: ${longName}
    trunktype: peer
    host: north.example.net
    port: 5060
`;

describe('a plan', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let server: DemoPbx;
  /** What an answer of the PBX waits for. */
  let held: Promise<void> | undefined;

  before(async () => {
    server = await startDemoPbx({
      otherTrunks: [],
      quirks: { keptName: (name) => name.slice(0, 12) },
      intercept: async () => {
        await held;
        return undefined;
      },
      trunks: [
        { trunkname: 'to-branch', trunktype: 'peer', host: 'old.example.net', port: '5060' },
        { trunkname: 'to-same', trunktype: 'peer', host: 'same.example.net', port: '5060' },
        { trunkname: 'not-in-the-file', trunktype: 'peer', host: 'other.example.net', port: '5060' },
      ],
    });
    wb = await Workbench.launch({
      files: { 'trunks.yaml': text, 'long.trunks.yaml': longText },
      settings: { 'pbx.connections': { hq: { url: server.url, username: 'api' } } },
    });
  });
  after(async () => {
    await wb.close();
    await server.stop();
  });

  it('shows what would change, in the diff editor and in the file, and changes nothing', async () => {
    await wb.openFile('trunks.yaml');
    await wb.chooseFromEditorMenu('Plan Trunks');
    await wb.input.step('Sign In to hq');
    await wb.input.answer('demo-pbx');
    const words = await wb.notifications.wait('Plan:');
    assert.equal(words, 'Plan: 1 to add, 1 to update, 1 unchanged.');
    const diff = wb.page
      .locator('.multiDiffEditor, .multi-diff-editor, .monaco-component.multiDiffEditor')
      .first();
    await diff.waitFor();
    await diff.getByText('old.example.net').first().waitFor();
    await diff.getByText('new.example.net').first().waitFor();
    await wb.screenshot('plan');
    assert.equal(server.trunks.find('to-branch')?.host, 'old.example.net');
    assert.equal(server.trunks.all().length, 3);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('Problems: Focus on Problems View');
    await wb.page.getByText('On hq: exists, host differs.').first().waitFor();
    await wb.screenshot('plan-problems');
  });

  it('shows a progress that can be cancelled while a PBX takes its time', async () => {
    // For ever: an answer could overtake the cancelling, and bring the plan.
    held = new Promise(() => undefined);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Plan Trunks');
    await wb.notifications.wait('Asking the PBX what is there');
    await wb.screenshot('plan-asking');
    await wb.notifications.click('Asking the PBX what is there', 'Cancel');
    await wb.notifications.withText('Asking the PBX what is there').waitFor({ state: 'detached' });
    held = undefined;
  });

  it('is offered before provisioning, with the choice to update', async () => {
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 1 and update 1 on hq (http');
    assert.deepEqual((await wb.dialog.buttons()).sort(), [
      'Add 1',
      'Add 1 and Update 1',
      'Cancel',
      'Show Plan',
    ]);
    await wb.screenshot('plan-confirm');
    await wb.dialog.click('Add 1 and Update 1');
    await wb.notifications.wait('1 added, 1 updated, 1 unchanged.');
    assert.equal(server.trunks.find('to-branch')?.host, 'new.example.net');
    assert.equal(server.trunks.find('not-in-the-file')?.host, 'other.example.net');
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Plan Trunks');
    await wb.notifications.wait('Nothing to do: 3 unchanged.');
  });

  it('tells of a trunk that the PBX lists under another name, and asks before it is added again', async () => {
    const count = () =>
      server.trunks.all().filter(({ trunkname }) => trunkname.startsWith('branch-north')).length;
    await wb.openFile('long.trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 1 trunk to hq (http');
    await wb.dialog.click('Add Trunk');
    await wb.notifications.wait('Added, but hq lists it as “branch-north”: look before you run this again.');
    await wb.screenshot('added-under-another-name');
    assert.equal(count(), 1);

    await wb.runCommand('PBX: Provision Trunks');
    const question = await wb.dialog.wait(
      '1 trunk was added before, but its PBX did not list it under its name.',
    );
    assert.match(question, /branch-north-01 on hq \(http:\/\/127\.0\.0\.1:\d+\), listed as branch-north/);
    await wb.screenshot('added-before');
    await wb.dialog.click('Leave Out');
    await wb.notifications.wait('Nothing to do: 1 left alone.');
    assert.equal(count(), 1);

    const [listed] = server.trunks.all().filter(({ trunkname }) => trunkname === 'branch-north');
    assert.ok(listed);
    server.trunks.delete(listed.trunkname);
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add it again?');
    await wb.dialog.click('Add Again');
    await wb.dialog.wait('Add 1 trunk to hq (http');
    await wb.dialog.click('Add Trunk');
    // The notification of the first run may still be there.
    await eventually(count, (added) => added === 1);
    await wb.notifications.wait('1 added.');
  });
});
