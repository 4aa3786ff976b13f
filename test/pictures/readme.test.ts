import assert from 'node:assert/strict';
import { startDemoPbx, type DemoPbx } from '../../src/demo/server.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { eventually } from '../e2e/eventually.ts';
import { Form } from '../e2e/form.ts';
import { ResultsPage } from '../e2e/resultsPage.ts';
import { Workbench } from '../e2e/workbench.ts';
import { MovingPicture } from './movingPicture.ts';
import { keepPicture } from './keepPicture.ts';

const account = { username: '0123456', authname: '0123456', password: 'not-a-real-one' };
const itsp: SipTrunk = {
  trunkname: 'example-telecom',
  trunktype: 'register',
  host: 'sip.example.net',
  port: '5060',
  ...account,
};
const peer = (trunkname: string, host: string): SipTrunk => ({
  trunkname,
  trunktype: 'peer',
  host,
  port: '5060',
});
const lines = ({ trunkname, host = '' }: SipTrunk) =>
  `  - trunkname: ${trunkname}\n    trunktype: peer\n    host: ${host}\n    port: 5060\n`;

/** What each site has when the story begins. */
const sites: Record<string, readonly SipTrunk[]> = {
  berlin: [itsp, peer('to-munich', '192.0.2.20'), peer('door-intercom', '192.0.2.31')],
  munich: [itsp, peer('to-berlin', '192.0.2.10')],
  zurich: [peer('to-berlin', '192.0.2.10')],
};
const files = {
  'sites/berlin.trunks.yaml': `pbx: berlin
trunks:
  # The lines of the head office.
  - trunkname: itsp-north
    trunktype: register
    host: sip.example.com
    port: 5060
    username: 0301234
    authname: 0301234
    password: \${secret:itsp-north}
${lines(peer('to-munich', '192.0.2.21'))}${lines(peer('to-zurich', '192.0.2.30'))}`,
  'sites/munich.trunks.yaml': `pbx: munich\ntrunks:\n${lines(peer('to-berlin', '192.0.2.10'))}`,
  'sites/zurich.trunks.yaml': `pbx: zurich\ntrunks:\n${lines(peer('to-berlin', '192.0.2.10'))}${lines(peer('fax', '192.0.2.44'))}`,
  'new.trunks.yaml': `pbx: [munich, zurich]
trunks:
  - trunkname: itsp-south
    trunktype: register
    host: sip.example.org:5061
    port: 5060
    username: 0891234
    authname: 0891234
    password: summer-2026
  - trunkname: to-berlin
    trunktype: per
    host: 192.0.2.10
    port: 5060
`,
};

for (const [theme, colorTheme] of [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
] as const) {
  describe(`the ${theme} pictures of the README`, function () {
    this.timeout(240_000);
    let wb: Workbench;
    const servers: DemoPbx[] = [];

    before(async () => {
      const connections: Record<string, unknown> = {};
      for (const [name, trunks] of Object.entries(sites)) {
        const server = await startDemoPbx({ trunks, otherTrunks: [], registrationDelay: 4000 });
        servers.push(server);
        connections[name] = { url: server.url, username: 'api' };
      }
      wb = await Workbench.launch({
        files,
        viewport: { width: 1120, height: 720 },
        settings: {
          'workbench.colorTheme': colorTheme,
          'editor.minimap.enabled': false,
          'window.commandCenter': false,
          'window.title': '${activeEditorShort}',
          'pbx.connections': connections,
        },
      });
      await wb.pbx.open();
      for (const name of Object.keys(sites)) {
        await wb.pbx.action(name, 'Sign In');
        await wb.input.step(`Sign In to ${name}`);
        await wb.input.answer('demo-pbx');
        await wb.input.gone();
        await wb.pbx.expand(name);
      }
      await wb.pbx.row('door-intercom').waitFor();
    });
    after(async () => {
      await wb.close();
      for (const server of servers) await server.stop();
    });

    it('show the trunks of every site, and the form that adds one', async () => {
      const form = new Form(wb);
      await wb.pbx.action('berlin', 'Add SIP Trunk');
      await form.fill({ trunkname: 'itsp-backup', host: 'sip.example.net', ...account });
      await form.chooseType('register');
      await form.scrollToTop();
      await keepPicture(wb.page, `pictures/${theme}/form.png`);
      await wb.runCommand('View: Close All Editors');
    });

    it('show what is wrong in a trunk file while it is written', async () => {
      await wb.openFile('new.trunks.yaml');
      await wb.codeLens('Provision').first().waitFor();
      const wrong = wb.page.locator('.view-line', { hasText: 'trunktype: per' }).first();
      await wb.page.locator('.squiggly-error').first().waitFor();
      await wrong.getByText('per', { exact: true }).hover();
      await wb.page.locator('.monaco-hover', { hasText: 'Quick Fix' }).first().waitFor();
      await keepPicture(wb.page, `pictures/${theme}/trunk-file.png`);
      await wb.page.mouse.move(0, 0);
      await wb.runCommand('View: Close All Editors');
    });

    it('show a plan, and a run of it', async () => {
      const story = new MovingPicture(wb.page);
      await wb.openFile('sites/berlin.trunks.yaml');
      await wb.codeLens('Plan').first().waitFor();
      await story.frame(1500);
      await wb.codeLens('Plan').first().click();
      await wb.input.step('itsp-north');
      await wb.input.answer('not-a-real-one');
      await wb.notifications.wait('Plan: 2 to add, 1 to update.');
      const diff = wb.page.locator('.multiDiffEditor, .multi-diff-editor').first();
      await diff.getByText('192.0.2.21').first().waitFor();
      await story.frame(3000);
      await keepPicture(wb.page, `pictures/${theme}/plan.png`);
      await wb.notifications.click('Plan: 2 to add', 'Provision…');
      await wb.dialog.wait('Add 2 and update 1 on berlin (http');
      await story.frame(2500);
      await wb.dialog.click('Add 2 and Update 1');
      await wb.pbx.row('itsp-north').waitFor();
      await story.frame(1500);
      await wb.notifications.wait('2 added, 1 updated');
      await eventually(
        () => wb.pbx.description('itsp-north'),
        (text) => text.startsWith('Registered'),
      );
      await story.frame(3500);
      await wb.notifications.click('2 added, 1 updated', 'Open Report');
      const page = new ResultsPage(wb);
      await page.wait('2 added, 1 updated');
      await page.row('itsp-north').waitFor();
      await wb.runCommand('Notifications: Clear All Notifications');
      await wb.page.mouse.move(0, 0);
      await keepPicture(wb.page, `pictures/${theme}/report.png`);
      await story.frame(2500);
      if (theme === 'dark') await story.keep('first-run');
      await wb.runCommand('View: Close All Editors');
    });

    it('show where the PBXes have drifted from the files', async () => {
      await wb.explorer.open();
      await wb.explorer.chooseFromMenu('sites', 'Check for Drift');
      await new ResultsPage(wb).wait('differ');
      await keepPicture(wb.page, `pictures/${theme}/drift.png`);
      await wb.runCommand('View: Close All Editors');
    });

    it('show what an edit changes before it is sent', async () => {
      const form = new Form(wb);
      await wb.pbx.open();
      await wb.pbx.chooseFromMenu('to-munich', 'Edit SIP Trunk');
      await form.fill({ host: 'munich.example.com', port: '5070' });
      await form.press('Save Changes');
      assert.deepEqual(await form.changes('review'), {
        host: '192.0.2.21 → munich.example.com',
        port: '5060 → 5070',
      });
      await wb.page.mouse.move(0, 0);
      await keepPicture(wb.page, `pictures/${theme}/edit.png`);
    });
  });
}
