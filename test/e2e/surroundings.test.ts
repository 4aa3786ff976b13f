import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { ResultsPage } from './resultsPage.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

/** A name that VS Code would take for a link that runs a command, and one with an icon in it. */
const link = '[Click](command:workbench.action.toggleZenMode)';
const icon = '$(trash) 100%';
/** No address of a document may begin like this. */
const slashes = '//hq';

const trunks = (pbx: string, trunkname: string) =>
  `pbx: ${pbx}\ntrunks:\n  - trunkname: ${trunkname}\n    trunktype: peer\n    host: sip.example.net\n    port: 5060\n`;

describe('a workspace of two folders with PBXes of their own, and odd names', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbx: TestPbx;
  let second: TestPbx;
  let folder: (own: string, host: string, address?: string) => string;

  before(async () => {
    pbx = await startTestPbx({ trunks: [peer('to-a'), peer(icon)] });
    second = await startTestPbx();
    const { url } = pbx;
    const at = (address: string, ...names: string[]) =>
      Object.fromEntries(names.map((name) => [name, { url: address, username: 'api' }]));
    folder = (own, host, address = url) =>
      JSON.stringify({
        'pbx.connections': {
          ...at(url, 'shared'),
          ...at(address, own),
          ...at(`http://${host}:9011`, 'clash'),
        },
      });
    wb = await Workbench.launch({
      workspace: 'all.code-workspace',
      files: {
        'all.code-workspace': JSON.stringify({ folders: [{ path: 'north/sites' }, { path: 'south/sites' }] }),
        'north/sites/.vscode/settings.json': folder('north', 'a.invalid'),
        'south/sites/.vscode/settings.json': folder('south', 'b.invalid'),
        'north/sites/a.trunks.yaml': trunks('[north, shared]', 'to-n'),
        'south/sites/a.trunks.yaml': trunks('south', 'to-s'),
        'south/sites/Büro #1 100%25/odd.trunks.yaml': trunks(
          JSON.stringify([link, icon, slashes]),
          JSON.stringify(`${link} new`),
        ),
      },
      settings: { 'pbx.connections': at(url, link, icon, slashes) },
    });
  });
  after(async () => {
    await wb.close();
    await pbx.stop();
    await second.stop();
  });

  it('have all their PBXes in the sidebar, and one that the folders disagree about is not used', async () => {
    await wb.pbx.open();
    await eventually(
      () => wb.pbx.names(),
      (names) => {
        const all = [icon, slashes, link, 'clash', 'north', 'shared', 'south'];
        assert.deepEqual([...names].sort(), all.sort());
      },
    );
    await eventually(
      () => wb.pbx.description('clash'),
      (words) => words === 'settings not complete',
    );
    await wb.pbx.expand('clash');
    const read = await wb.pbx.row('Settings not complete').getAttribute('aria-label');
    assert.match(read ?? '', /^Settings not complete, .*Folders of this workspace give different .*, Edit$/);
  });

  it('are checked for drift together, with names that tell the folders apart', async () => {
    await wb.runCommand('PBX: Check for Drift');
    await wb.input.step('Sign In to north');
    await wb.input.answer('demo-pbx');
    const page = new ResultsPage(wb);
    await page.wait('differ');
    assert.match(await page.summary(), /Drift of north\/sites, south\/sites/);
    await wb.screenshot('folders-drift');
    await page.action('south/sites/a.trunks.yaml:3', 'Show in File').click();
    await wb.page.locator('.tab.active[data-resource-name="a.trunks.yaml"]').waitFor();
    await eventually(
      () => wb.editorText(),
      (shown) => shown.includes('pbx: south'),
    );
  });

  it('show odd names as they are: in pickers, notifications and plans', async () => {
    await wb.runCommand('PBX: Test Connection');
    await wb.input.step('Test Connection');
    const shown = (await wb.input.items()).map((item) => item.replaceAll('\u200b', ''));
    assert.ok([icon, slashes, link].every((name) => shown.includes(name)));
    await wb.screenshot('odd-names');
    await wb.input.type('Click');
    await wb.input.accept();
    const words = await wb.notifications.wait('The connection to');
    assert.ok(words.replaceAll('\u200b', '').includes(link));
    assert.equal(await wb.notifications.withText('The connection to').locator('a[href]').count(), 0);

    await wb.openFile('south/sites/Büro #1 100%25/odd.trunks.yaml');
    await wb.runCommand('PBX: Plan Trunks');
    assert.equal(await wb.notifications.wait('Plan:'), 'Plan: 3 to add.');
    const diff = wb.page.locator('.multiDiffEditor, .multi-diff-editor').first();
    // A long name is cut where it names a document.
    for (const label of ['[Click](command:workbench.action.toggleZenMo…', icon, '--hq'])
      await diff.getByText(`${label}.yaml`).first().waitFor();
    await wb.screenshot('odd-names-plan');
    await wb.notifications.click('Plan:', 'Provision…');
    await wb.dialog.wait('Add 3 trunks to');
    await wb.dialog.click('Cancel');
  });

  it('send nothing to a box that takes the name of another one meanwhile', async () => {
    const move = async (address: string) => {
      const file = join(wb.folder, 'south/sites/.vscode/settings.json');
      writeFileSync(file, folder('south', 'b.invalid', address));
      await eventually(
        () => wb.pbx.description('south'),
        (words) => words.startsWith(new URL(address).host),
      );
    };
    await wb.openFile('south/sites/a.trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 1 trunk to south (http');
    await wb.dialog.click('Show Plan');
    await wb.notifications.wait('Add 1 trunk to south (http');
    await move(second.url);
    await wb.notifications.click('Add 1 trunk to south (http', 'Add Trunk');
    await wb.notifications.wait('south stands for another address now, so nothing was sent.');

    await wb.pbx.action('south', 'Sign In');
    await wb.input.step('Sign In to south');
    await move(pbx.url);
    await wb.input.answer('demo-pbx');
    await wb.notifications.wait('Nothing was sent: the settings of south changed while you were asked.');
    assert.equal(second.count(), 0);
  });

  it('lose a PBX in every folder that has it, and say why settings cannot be written', async () => {
    await wb.pbx.open();
    await wb.pbx.chooseFromMenu('shared', 'Remove PBX');
    await wb.dialog.click('Remove');
    await wb.pbx.row('shared').waitFor({ state: 'detached' });
    for (const name of ['north', 'south']) {
      const file = readFileSync(join(wb.folder, name, 'sites/.vscode/settings.json'), 'utf8');
      const { 'pbx.connections': left } = JSON.parse(file) as { 'pbx.connections': object };
      assert.deepEqual(Object.keys(left), [name, 'clash']);
    }
    writeFileSync(join(wb.server.userData, 'User/settings.json'), '{ "a": ');
    await wb.runCommand('PBX: Start Demo PBX');
    await wb.notifications.wait('Unable to write into user settings');
  });
});
