import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { peer, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunkFile = `pbx: hq
trunkname: from-the-folder
trunktype: register
host: sip.example.net
port: 5060
username: 0123
authname: 0123
password: \${secret:asked-only-in-trust}
`;

describe('a folder that is not trusted', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;
  let planted: TestPbx;

  before(async () => {
    hq = await startTestPbx({ trunks: [peer('there')] });
    planted = await startTestPbx();
    const connections = {
      planted: { url: planted.url, username: 'api' },
      hq: { url: planted.url, username: 'api' },
    };
    wb = await Workbench.launch({
      trust: true,
      files: {
        '.vscode/settings.json': JSON.stringify({ 'pbx.connections': connections }),
        'trunks.yaml': trunkFile,
        'itsp.csv': 'trunkname,trunktype,username,password\na,account,u,pl4nted\n',
        'broken.trunk.yaml': trunkFile.replace('5060', '70000'),
      },
      keybindings: [
        {
          key: 'ctrl+alt+1',
          command: 'pbx.addSipTrunk',
          args: { pbx: 'hq', trunk: { trunkname: 'by-key', trunktype: 'peer', host: 'h', port: '5060' } },
        },
        {
          key: 'ctrl+alt+2',
          command: 'pbx.deleteSipTrunk',
          args: { pbx: 'hq', trunkname: 'there', confirm: false },
        },
        { key: 'ctrl+alt+3', command: 'pbx.signIn', args: { pbx: 'hq', password: 'not-this-one' } },
        { key: 'ctrl+alt+4', command: 'pbx.testConnection', args: { pbx: 'hq' } },
        { key: 'ctrl+alt+5', command: 'pbx.signOut', args: { pbx: 'hq' } },
      ],
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'pbx.connections': { hq: { url: hq.url, username: 'api' } },
      },
    });
    await wb.restricted();
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await planted.stop();
  });

  it('brings no PBX of its own, and changes none of the user’s', async () => {
    await wb.pbx.row('hq').waitFor();
    assert.deepEqual(await wb.pbx.names(), ['hq']);
    assert.equal(await wb.pbx.description('hq'), `${new URL(hq.url).host} · not signed in`);
    await wb.pbx.view.getByText('The PBXes in this folder’s settings are ignored').waitFor();
    await signIn(wb, 'hq');
    assert.equal(hq.count('login'), 1);
    await wb.screenshot('trust-restricted');
  });

  it('gets no trunks exported: no password is kept for its files', async () => {
    await wb.pbx.open();
    await wb.pbx.chooseFromMenu('hq', 'Export Trunks to YAML');
    await wb.notifications.wait('This folder is not trusted, so no trunks were exported.');
    assert.equal(await wb.input.widget.isVisible(), false);
    assert.equal(hq.count('siptrunk/query') + planted.count(), 0);
    await wb.notifications.dismiss('so no trunks were exported');
  });

  it('has no passwords of its CSV files kept, and no trunks imported', async () => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('itsp.csv', 'Import Trunks from CSV…');
    await wb.notifications.wait('This folder is not trusted, so no trunks were imported');
    await wb.notifications.dismiss('no trunks were imported');
    assert.equal(existsSync(join(wb.folder, 'itsp.trunks.yaml')), false);
  });

  it('lets no automation change anything, and asks nothing instead', async () => {
    await wb.pbx.open();
    const tests = hq.count('deviceinfo/query');
    for (const digit of ['3', '4', '5']) await wb.page.keyboard.press(`Control+Alt+${digit}`);
    await wb.page.keyboard.press('Control+Alt+1');
    await wb.logged('hq · by-key: failed — This folder is not trusted, so nothing was added.');
    await wb.page.keyboard.press('Control+Alt+2');
    await wb.logged('hq · there: failed — This folder is not trusted, so nothing was deleted.');
    assert.equal(await wb.input.widget.isVisible(), false);
    assert.equal(hq.count('siptrunk/add') + hq.count('siptrunk/delete') + planted.count(), 0);
    assert.deepEqual([hq.count('login'), hq.count('logout'), hq.count('deviceinfo/query')], [1, 0, tests]);
  });

  it('has its trunk files checked, but not provisioned: nothing is asked and nothing is sent', async () => {
    // VS Code keeps back the fourth notification within 800 ms; a new window counts anew.
    await wb.reload();
    await wb.restricted();
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('broken.trunk.yaml', 'Provision Trunks');
    await wb.notifications.wait('Nothing was sent. broken.trunk.yaml:5:7: port must be');
    await wb.explorer.chooseFromMenu('trunks.yaml', 'Provision Trunks');
    await wb.notifications.wait(
      'This folder is not trusted, so its trunks were checked but not provisioned.',
    );
    assert.equal(await wb.input.widget.isVisible(), false);
    await wb.screenshot('trust-refused');
    await wb.runCommand('PBX: Check for Drift');
    await wb.notifications.wait('This folder is not trusted, so no PBX was asked.');
    await wb.notifications.dismiss('so no PBX was asked.');
    assert.equal(hq.count('siptrunk/query') + hq.count('siptrunk/add'), 0);
    assert.deepEqual([hq.count('login'), hq.count('logout'), planted.count()], [1, 0, 0]);
  });

  it('works after it has been trusted', async () => {
    await wb.notifications.click('This folder is not trusted', 'Manage Workspace Trust');
    await wb.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await wb.page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).waitFor();
    await wb.page.locator('.monaco-modal-editor-block .action-label[aria-label^="Close"]').first().click();
    await wb.pbx.open();
    await eventually(
      () => wb.pbx.names(),
      (names) => names.join() === 'hq,planted',
    );
    // The folder's own entry wins now, as settings do; the user's password is not for it.
    assert.equal(await wb.pbx.description('hq'), `${new URL(planted.url).host} · not signed in`);
    assert.equal(planted.count(), 0);
    await signIn(wb, 'hq');
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('trunks.yaml', 'Provision Trunks');
    await wb.input.step('asked-only-in-trust');
    await wb.input.answer('trusted-0123');
    await wb.dialog.wait('Add 1 trunk to hq (http');
    await wb.dialog.click('Add Trunk');
    await wb.notifications.wait('1 added.');
    assert.equal(planted.trunks.find('from-the-folder')?.password, 'trusted-0123');
  });
});

describe('a folder that is not trusted, and the first that names a PBX', function () {
  this.timeout(240_000);
  let wb: Workbench;
  const welcome = () => wb.pbx.view.locator('.welcome-view-content');

  before(async () => {
    const connections = { there: { url: 'http://pbx.invalid:9011', username: 'api' } };
    wb = await Workbench.launch({
      trust: true,
      files: { '.vscode/settings.json': JSON.stringify({ 'pbx.connections': connections }) },
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    await wb.restricted();
    await wb.pbx.open();
  });
  after(() => wb.close());

  it('is told why there is none, with the way to trust it', async () => {
    await welcome().getByText('they are ignored, for the folder is not trusted').waitFor();
    assert.deepEqual(await welcome().locator('.monaco-button').allInnerTexts(), [
      'Manage Workspace Trust',
      'Add PBX',
      'Start Demo PBX',
    ]);
    await wb.screenshot('trust-welcome');
  });

  it('has it once it is trusted, and is told that nobody is signed in', async () => {
    await welcome().locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await wb.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await wb.pbx.row('there').waitFor();
    await wb.pbx.view.getByText('You are not signed in to any PBX.').waitFor();
    await wb.screenshot('trust-signed-out');
  });
});
