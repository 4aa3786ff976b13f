import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { exactly } from './text.ts';
import { Workbench } from './workbench.ts';

describe('the first minute', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let form: Form;

  before(async () => {
    wb = await Workbench.launch();
    form = new Form(wb);
  });
  after(() => wb.close());

  const welcome = () => wb.pbx.view.locator('.welcome-view-content');
  const demoRow = (expected: RegExp) =>
    eventually(
      () => wb.pbx.description('demo'),
      (text) => expected.test(text),
    );
  const registered = (trunk: string) =>
    eventually(
      () => wb.pbx.description(trunk),
      (text) => text.startsWith('Registered'),
    );

  it('begins with a text and two buttons in an empty sidebar', async () => {
    await wb.pbx.open();
    await welcome().getByText('No PBX yet.').waitFor();
    assert.deepEqual(await welcome().locator('.monaco-button').allInnerTexts(), [
      'Add PBX',
      'Start Demo PBX',
    ]);
    assert.equal(await wb.pbx.rows().count(), 0);
    await wb.screenshot('first-empty');
  });

  it('starts the Demo PBX with one click and shows its trunks with their statuses', async () => {
    await welcome()
      .locator('.monaco-button')
      .filter({ hasText: exactly('Start Demo PBX') })
      .click();
    await wb.notifications.wait('The Demo PBX runs as “demo”, and you are signed in to it.');
    await wb.pbx.row('itsp-main').waitFor();
    assert.deepEqual(await wb.pbx.names(), [
      'demo',
      'gateway',
      'iax-to-lab',
      'itsp-backup',
      'itsp-main',
      'to-branch',
    ]);
    await demoRow(/^1 of 5 failing · 127\.0\.0\.1:\d+$/);
    assert.equal(await wb.pbx.description('itsp-main'), 'Registered · register · sip.example.com');
    assert.equal(await wb.pbx.description('itsp-backup'), 'Failure · register · sip.backup.invalid');
    assert.equal(await wb.pbx.description('iax-to-lab'), 'Registered · IAX');
    await wb.screenshot('first-demo');
  });

  it('adds a trunk by way of the notification and sees it register', async () => {
    await wb.notifications.click('The Demo PBX runs', 'Add SIP Trunk');
    await eventually(
      () => form.chosenPbx(),
      (name) => name === 'demo',
    );
    await form.fill({
      trunkname: 'my-first',
      host: 'sip.example.net',
      username: '7001',
      password: 'first-7001',
    });
    await form.press('Add Trunk');
    await wb.notifications.wait('my-first was added to demo.');
    await wb.pbx.row('my-first').waitFor();
    await registered('my-first');
    await wb.screenshot('first-trunk');
  });

  it('adds another one from the PBX’s node', async () => {
    await wb.pbx.action('demo', 'Add SIP Trunk');
    await form.press('Add Another');
    await form.chooseType('peer');
    await form.fill({ trunkname: 'my-second', host: '192.0.2.20' });
    await form.press('Add Trunk');
    await wb.notifications.wait('my-second was added to demo.');
    await registered('my-second');
  });

  it('says after a reload that the Demo PBX is not running, and starts it again with one click', async () => {
    await wb.reload();
    await wb.pbx.open();
    // Its row is open by itself: only what is below says it.
    await wb.pbx.row('Not running').waitFor();
    assert.equal(await wb.pbx.description('Not running'), 'Start Demo PBX');
    await wb.screenshot('first-not-running');
    await wb.pbx.click('Not running');
    await wb.pbx.row('itsp-main').waitFor();
    await wb.notifications.wait('The Demo PBX runs as “demo”');
    await demoRow(/^1 of \d failing · /);
  });

  it('stops the Demo PBX and leaves nothing of it behind', async () => {
    await wb.runCommand('PBX: Stop Demo PBX');
    await wb.notifications.wait('The Demo PBX was stopped.');
    await welcome().getByText('No PBX yet.').waitFor();
    assert.deepEqual(wb.server.readSettings()['pbx.connections'], {});
    await wb.screenshot('first-stopped');
  });
});
