import assert from 'node:assert/strict';
import { startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const planted = 'pl4nted-Places-Passw0rd';
const yaml = (pbx: string) =>
  `pbx: ${pbx}\ntrunkname: to-itsp\ntrunktype: account\nusername: u\nauthname: u\npassword: \${secret:itsp}\n`;

describe('where a secret goes', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;
  let branch: TestPbx;

  before(async () => {
    [hq, branch] = [await startTestPbx(), await startTestPbx()];
    wb = await Workbench.launch({
      files: { 'hq.trunks.yaml': yaml('hq'), 'branch.trunks.yaml': yaml('branch') },
      settings: {
        'pbx.refreshInterval': 0,
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          branch: { url: branch.url, username: 'api' },
        },
      },
    });
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await branch.stop();
  });

  it('is said in the confirmation the first time, and not again', async () => {
    await wb.openFile('hq.trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.input.step('Secret itsp');
    await wb.input.answer(planted);
    await wb.input.step('Sign In to hq');
    await wb.input.answer('demo-pbx');
    const words = await wb.dialog.wait('Add 1 trunk to hq (http');
    assert.ok(words.includes(`The secret itsp goes to ${hq.url} for the first time.`), words);
    await wb.screenshot('secret-first-time');
    await wb.dialog.click('Add Trunk');
    await wb.notifications.wait('1 added.');
    await wb.notifications.dismiss('1 added.');
    hq.trunks.delete('to-itsp');
    await wb.runCommand('PBX: Provision Trunks');
    assert.doesNotMatch(await wb.dialog.wait('Add 1 trunk to hq (http'), /for the first time/);
    await wb.dialog.click('Cancel');
  });

  it('is chosen in Manage Secrets, and it goes nowhere else then', async () => {
    await wb.runCommand('PBX: Manage Secrets…');
    await wb.input.step('Manage Secrets');
    await wb.input.pick('itsp');
    await wb.input.step('Manage Secrets: itsp');
    await wb.input.pick('Choose Its PBXes…');
    await wb.input.pick('hq');
    await wb.screenshot('secret-bind');
    await wb.input.accept();
    const words = await wb.notifications.wait('The secret itsp may only go to');
    assert.equal(words, `The secret itsp may only go to hq (${hq.url}).`);
    await wb.notifications.dismiss('The secret itsp may only go to');
    await wb.openFile('branch.trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    const refusal = await wb.notifications.wait('Nothing was sent.');
    assert.ok(
      refusal.includes(`The secret itsp may only go to hq (${hq.url}), not to branch (${branch.url}).`),
      refusal,
    );
    await wb.screenshot('secret-bound-elsewhere');
    assert.equal(branch.count(), 0);
    assert.ok(!wb.log().includes(planted));
  });
});
