import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const csv = `Name;Hostname/IP;Port;Username;Kennwort;Vertrag
itsp-berlin;sip.itsp.example.net;5060;0049301234;pl4nted-E2e-Berlin;4711
to-branch;192.0.2.10;;;;
no-password;sip.itsp.example.net;5060;0044;;4712
`;

describe('importing a CSV', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;

  before(async () => {
    hq = await startTestPbx();
    wb = await Workbench.launch({
      files: { 'itsp.csv': csv, 'second.csv': csv },
      settings: { 'pbx.connections': { hq: { url: hq.url, username: 'api' } } },
    });
  });
  after(async () => {
    await wb.close();
    await hq.stop();
  });

  async function askedForPbxes(): Promise<void> {
    await eventually(
      () => wb.input.placeholder(),
      (words) => words?.includes('Which PBXes') === true,
    );
  }

  async function answerAboutColumns(): Promise<void> {
    await wb.input.pick('password');
    await wb.input.step('column “Vertrag” (2 of 2)');
    await wb.input.pick('Ignore');
    await askedForPbxes();
  }

  const path = (name: string) => join(wb.folder, name);

  it('asks about columns that nobody knows, then shows YAML and report', async () => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('itsp.csv', 'Import Trunks from CSV…');
    await wb.input.step('column “Kennwort” (1 of 2)');
    await wb.screenshot('import-column');
    await answerAboutColumns();
    await wb.input.pick('hq');
    await wb.screenshot('import-pbx');
    await wb.input.accept();
    await wb.notifications.wait('2 of 3 rows imported; 1 has a problem.');
    await wb.screenshot('import-done');
    await wb.notifications.click('2 of 3 rows', 'Open Report');
    await eventually(
      () => wb.editorText(),
      (text) => text.includes('What needs attention') && text.includes('password is missing'),
    );
    await wb.screenshot('import-report');
    assert.doesNotMatch(await wb.editorText(), /pl4nted/);
    assert.equal(
      readFileSync(path('itsp.trunks.yaml'), 'utf8'),
      `pbx: hq
trunks:
  - trunkname: itsp-berlin
    trunktype: register
    host: sip.itsp.example.net
    port: 5060
    username: "0049301234"
    authname: "0049301234"
    password: \${secret:itsp-berlin}
  - trunkname: to-branch
    trunktype: peer
    host: 192.0.2.10
    port: 5060
`,
    );
    await wb.openFile('itsp.trunks.yaml');
    await wb.codeLens('Plan').first().waitFor();
    await wb.screenshot('import-yaml');
    assert.doesNotMatch(wb.log(), /pl4nted/);
  });

  it('does not ask again, unless it is asked to', async () => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('second.csv', 'Import Trunks from CSV…');
    await askedForPbxes();
    await wb.input.accept();
    await eventually(
      () => existsSync(path('second.trunks.yaml')),
      (there) => there,
    );
    assert.doesNotMatch(readFileSync(path('second.trunks.yaml'), 'utf8'), /^pbx:|pl4nted/m);
    await wb.notifications.click('2 of 3 rows', 'Columns…');
    await wb.input.step('column “Kennwort”');
    await wb.input.cancel();
  });

  it('adds nothing to a file that is there before it has asked', async () => {
    const before = readFileSync(path('itsp.trunks.yaml'), 'utf8');
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('itsp.csv', 'Import Trunks from CSV…');
    await wb.input.step('column “Kennwort” (1 of 2)');
    await answerAboutColumns();
    await wb.input.accept();
    await wb.dialog.wait('itsp.trunks.yaml is there already.');
    await wb.screenshot('import-exists');
    await wb.dialog.click('Cancel');
    assert.equal(readFileSync(path('itsp.trunks.yaml'), 'utf8'), before);
  });

  it('leads from its report to the plan of what was written', async () => {
    await wb.pbx.open();
    await signIn(wb, 'hq');
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('second.csv', 'Import Trunks from CSV…');
    await askedForPbxes();
    await wb.input.accept();
    await wb.dialog.wait('second.trunks.yaml is there already.');
    await wb.dialog.click('Add New Trunks');
    await wb.notifications.click('2 of 3 rows', 'Open Report');
    await eventually(
      () => wb.editorText(),
      (text) => text.includes('second.csv'),
    );
    // The file that was in front has a Plan of its own, and a Provision.
    await wb.codeLens('Provision').first().waitFor({ state: 'hidden' });
    await wb.codeLens('Plan').first().waitFor();
    await wb.screenshot('import-report-plan');
    await wb.codeLens('Plan').first().click();
    assert.equal(await wb.notifications.wait('Plan:'), 'Plan: 2 to add.');
    await wb.screenshot('import-plan');
  });
});
