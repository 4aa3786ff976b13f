import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { holdAddsAfter, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const peers = (...names: string[]) =>
  `trunks:\n${names.map((name) => `  - {trunkname: ${name}, trunktype: peer, host: 192.0.2.1, port: 5060}\n`).join('')}`;

describe('trouble with a trunk YAML', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;
  let branch: TestPbx;

  before(async () => {
    hq = await startTestPbx();
    branch = await startTestPbx();
    wb = await Workbench.launch({
      files: {
        'broken.trunks.yaml': `pbx: hq\n${peers('one', 'two')
          .replace('5060', '70000')
          .replace(/peer(?=.*\n$)/, 'pier')}`,
        'a.trunks.yaml': `pbx: hq\n${peers('a-1', 'a-2')}`,
        'b.trunk.yml': `pbx: [hq, branch]\n${peers('b-1')}`,
        'slow.trunks.yaml': `pbx: hq\n${peers('slow-1', 'slow-2', 'slow-3')}`,
        'open.trunks.yaml': peers('anywhere'),
      },
      settings: {
        'files.autoSave': 'off',
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          branch: { url: branch.url, username: 'api', format: 'xml' },
        },
      },
    });
    await signIn(wb, 'hq');
    await signIn(wb, 'branch');
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await branch.stop();
  });

  // At most three notifications are on screen: older ones would hide a new one, or be taken for it.
  afterEach(async () => {
    if ((await wb.notifications.all()).length > 0)
      await wb.runCommand('Notifications: Clear All Notifications');
  });

  it('is marked in the file and in the Problems view, named in one notification, and nothing is sent', async () => {
    const before = hq.count();
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('broken.trunks.yaml', 'Provision Trunks');
    const words = await wb.notifications.wait('Nothing was sent: broken.trunks.yaml has 2 problems.');
    assert.equal(words, 'Nothing was sent: broken.trunks.yaml has 2 problems. Correct them and try again.');
    // That of the progress may take a moment to go.
    await eventually(
      () => wb.notifications.all(),
      (all) => all.length === 1,
    );
    assert.deepEqual(await wb.notifications.buttons('Nothing was sent'), ['Show Problems', 'Show Output']);
    await wb.notifications.click('Nothing was sent', 'Show Problems');
    const problems = wb.page.locator('.markers-panel .monaco-list-row');
    await problems.filter({ hasText: /trunktype must be one of register, peer, account\.\s*pbx/ }).waitFor();
    await problems
      .filter({ hasText: /port must be a whole number from 1 to 65535, usually 5060\.\s*pbx/ })
      .waitFor();
    await wb.screenshot('yaml-problems');
    assert.equal(hq.count(), before);
  });

  it('is gone as soon as the file is right in the editor, saved or not', async () => {
    await wb.openFile('broken.trunks.yaml');
    await wb.page.locator('.squiggly-error').first().waitFor();
    await wb.screenshot('yaml-squiggles');
    await wb.editor.click();
    await wb.page.keyboard.press('ControlOrMeta+A');
    await wb.page.evaluate((text) => navigator.clipboard.writeText(text), `pbx: hq\n${peers('one', 'two')}`);
    await wb.page.keyboard.press('ControlOrMeta+V');
    await wb.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await wb.page.locator('.tab.dirty').waitFor();
    await wb.chooseFromEditorMenu('Provision Trunks');
    assert.match(await wb.dialog.wait('Add 2 trunks to hq (http'), /hq \(http\S+\): one, two/);
    await wb.dialog.click('Add 2 Trunks');
    await wb.notifications.wait('2 added.');
    assert.equal(hq.trunks.find('one')?.port, '5060');
    await wb.page.locator('.tab.dirty').waitFor();
    await wb.runCommand('File: Revert File');
    await wb.runCommand('View: Hide Panel');
  });

  it('does not stand in the way of several selected files at once', async () => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu(['a.trunks.yaml', 'b.trunk.yml'], 'Provision Trunks');
    const question = await wb.dialog.wait(/Add 4 trunks to hq \(http\S+\), branch \(http\S+\)\?/);
    assert.match(question, /hq \(http\S+\): a-1, a-2, b-1/);
    assert.match(question, /branch \(http\S+\): b-1/);
    await wb.screenshot('yaml-several-files');
    await wb.dialog.click('Add 4 Trunks');
    await wb.notifications.wait('4 added.');
    assert.equal(branch.trunks.all().length, 1);
  });

  it('asks for one PBX or several when the file names none', async () => {
    await wb.explorer.chooseFromMenu('open.trunks.yaml', 'Provision Trunks');
    await wb.input.step('Provision Trunks');
    assert.equal(await wb.input.placeholder(), 'The file names no PBX. Choose one or several.');
    assert.deepEqual(await wb.input.items(), ['branch', 'hq']);
    await wb.input.pick('branch');
    await wb.input.pick('hq');
    await wb.screenshot('yaml-which-pbx');
    await wb.input.accept();
    await wb.dialog.wait(/Add 2 trunks to branch \(http\S+\), hq \(http\S+\)\?/);
    await wb.dialog.click('Add 2 Trunks');
    await wb.notifications.wait('2 added.');
    for (const pbx of [hq, branch]) assert.equal(pbx.trunks.find('anywhere')?.host, '192.0.2.1');
  });

  it('ends after the trunk under way when it is cancelled, and says what was not sent', async () => {
    const before = hq.count('siptrunk/add');
    const release = holdAddsAfter(0, [hq]);
    await wb.explorer.chooseFromMenu('slow.trunks.yaml', 'Provision Trunks');
    await wb.dialog.wait('Add 3 trunks');
    await wb.dialog.click('Add 3 Trunks');
    await wb.notifications.wait(/Provisioning trunks.*slow-1/);
    await eventually(
      () => hq.count('siptrunk/add'),
      (count) => count === before + 1,
    );
    await wb.screenshot('yaml-progress');
    await wb.notifications.click('Provisioning trunks', 'Cancel');
    await wb.logged('Provisioning trunks: cancelled.');
    release();
    await wb.notifications.wait('Cancelled: 1 added, 2 skipped.');
    assert.equal(hq.count('siptrunk/add'), before + 1);
    assert.equal(hq.trunks.find('slow-2'), undefined);
    await wb.logged('hq · slow-3: skipped');
    await wb.screenshot('yaml-cancelled');
  });
});
