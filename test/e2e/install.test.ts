import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { installVsix } from './installVsix.ts';
import { Walkthrough } from './walkthrough.ts';
import { Workbench } from './workbench.ts';

const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

describe('the packaged extension in an editor that never had it', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let walkthrough: Walkthrough;

  before(async () => {
    wb = await Workbench.launch({
      installed: false,
      trust: true,
      // What VS Code does by itself: the folder starts restricted, and nobody is asked.
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      viewport: { width: 1500, height: 900 },
    });
    walkthrough = new Walkthrough(wb);
  });
  after(() => wb.close());

  it('opens its walkthrough once it is installed, and has a picture for each step', async () => {
    await installVsix(wb);
    for (const id of ['demo', 'form', 'yaml', 'plan', 'undo', 'own']) {
      await walkthrough.open(id);
      await walkthrough.picture(words[`walkthrough.${id}.altText`] ?? '');
    }
    await wb.screenshot('install-walkthrough');
  });

  it('leads to a first trunk, in a folder that nobody trusts yet', async () => {
    await walkthrough.press('demo', 'Start Demo PBX');
    await wb.pbx.open();
    await wb.pbx.row('itsp-main').waitFor();
    const form = new Form(wb);
    await walkthrough.press('form', 'Add SIP Trunk');
    await form.fill({ trunkname: 'first', host: 'sip.example.net', username: '7001', password: 'p-7001' });
    await form.press('Add Trunk');
    await wb.notifications.wait('first was added to demo.');
    await eventually(
      () => wb.pbx.description('first'),
      (text) => text.startsWith('Registered'),
    );
    await wb.screenshot('install-first-trunk');
  });

  it('plans the sample once the walkthrough’s link has led to trust', async () => {
    await walkthrough.press('yaml', 'Open the Sample');
    await wb.codeLens('Provision').first().waitFor();
    assert.equal(await wb.page.locator('.unicode-highlight').count(), 0);
    await walkthrough.press('plan', 'Plan Trunks');
    await wb.notifications.wait(
      'This folder is not trusted, so its trunks were checked but not provisioned.',
    );
    await walkthrough.step('plan').getByText('trust the folder').click();
    await wb.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await wb.page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).waitFor();
    await wb.page.locator('.monaco-modal-editor-block .action-label[aria-label^="Close"]').first().click();
    await walkthrough.press('plan', 'Plan Trunks');
    await wb.input.step('itsp-north');
    await wb.screenshot('install-trusted');
  });
});
