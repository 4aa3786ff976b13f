import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { Walkthrough } from './walkthrough.ts';
import { Workbench } from './workbench.ts';

describe('the walkthrough', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let walkthrough: Walkthrough;

  before(async () => {
    wb = await Workbench.launch({ files: {}, viewport: { width: 1500, height: 900 } });
    walkthrough = new Walkthrough(wb);
  });
  after(() => wb.close());

  const status = (trunk: string, wanted: string) =>
    eventually(
      () => wb.pbx.description(trunk),
      (text) => text.startsWith(wanted),
    );

  it('opens from the empty sidebar', async () => {
    await wb.pbx.open();
    await wb.pbx.view.getByText('The first minute').click();
    await wb.page
      .locator('.gettingStartedContainer')
      .getByText('First Minute with PBX Trunks')
      .first()
      .waitFor();
    await walkthrough.step('demo').waitFor();
    await wb.screenshot('walkthrough-open');
    assert.equal(await wb.page.locator('.codicon-getting-started-step-checked:visible').count(), 0);
  });

  it('starts the Demo PBX', async () => {
    await walkthrough.press('demo', 'Start Demo PBX');
    await wb.notifications.dismiss('The Demo PBX runs as “demo”');
    await wb.pbx.row('itsp-main').waitFor();
    await walkthrough.done('demo');
  });

  it('adds a trunk with the form beside it', async () => {
    const form = new Form(wb);
    await walkthrough.press('form', 'Add SIP Trunk');
    await form.fill({
      trunkname: 'my-first',
      host: 'sip.example.net',
      username: '7001',
      password: 'first-7001',
    });
    await form.press('Add Trunk');
    await wb.notifications.dismiss('my-first was added to demo.');
    await status('my-first', 'Registered');
    await walkthrough.done('form');
    await wb.screenshot('walkthrough-form');
  });

  it('opens a copy of the sample, which is a trunk file before it is saved', async () => {
    await walkthrough.press('yaml', 'Open the Sample');
    await wb.codeLens('Provision').first().waitFor();
    assert.match(await wb.editorText(), /pbx: demo/);
    assert.equal((await wb.tabs()).filter((title) => title === 'trunks.yaml').length, 1);
    await walkthrough.done('yaml');
    await wb.screenshot('walkthrough-yaml');
  });

  it('shows the plan of that file, and provisions it', async () => {
    await walkthrough.press('plan', 'Plan Trunks');
    for (const name of ['itsp-north', 'fax-gateway']) {
      await wb.input.step(name);
      await wb.input.answer('anything');
    }
    await wb.notifications.wait('3 to add');
    await wb.screenshot('walkthrough-plan');
    await wb.notifications.click('3 to add', 'Provision…');
    await wb.dialog.wait('Add 3 trunks to demo (http');
    await wb.dialog.click('Add 3 Trunks');
    await wb.notifications.wait('3 added.');
    await wb.notifications.dismiss('3 added.');
    await status('itsp-north', 'Registered');
  });

  it('breaks a trunk, sees it fail, and takes that back', async () => {
    await wb.page.locator('.tab', { hasText: 'trunks.yaml' }).first().click();
    const host = wb.editor.locator('.view-line', { hasText: 'host: sip.example.net' });
    await host.click();
    await wb.page.keyboard.press('End');
    await wb.page.keyboard.type('.invalid');
    await walkthrough.press('undo', 'Provision Trunks');
    await wb.dialog.wait('Update 1 trunk on demo (http');
    await wb.dialog.click('Update 1');
    await wb.notifications.wait('1 updated');
    await status('itsp-north', 'Failure');
    await wb.screenshot('walkthrough-broken');
    await walkthrough.press('undo', 'Undo Last Run');
    await wb.dialog.wait('Undo the last run: restore 1 trunk on demo');
    await wb.dialog.click('Undo');
    await wb.notifications.wait('Undone: 1 restored.');
    await status('itsp-north', 'Registered');
    await walkthrough.done('undo');
    await wb.screenshot('walkthrough-undone');
  });

  it('leads to your own PBX, and is done then', async () => {
    await walkthrough.press('own', 'Add PBX…');
    await wb.input.step('Add PBX');
    await wb.input.cancel();
    for (const id of ['demo', 'form', 'yaml', 'plan', 'undo', 'own']) await walkthrough.done(id);
    await wb.screenshot('walkthrough-done');
  });
});
