import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { peer, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const password = 'pl4nted-Exp0rt-Passw0rd';

const register = {
  trunkname: 'to-itsp: "north" #1',
  trunktype: 'register',
  host: 'sip.example.net',
  port: '5060',
  username: '0123',
  authname: '0123',
  password,
} as const;

describe('exporting trunks', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;
  let branch: TestPbx;
  let yeastar: TestPbx;

  before(async () => {
    hq = await startTestPbx({
      trunks: [register, peer('to-branch', '172.16.108.16'), peer('both, and more')],
    });
    branch = await startTestPbx({ trunks: [register, peer('to-hq')] });
    yeastar = await startTestPbx({ trunks: [register, peer('to-hq')] });
    wb = await Workbench.launch({
      settings: {
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          branch: { url: branch.url, username: 'api', format: 'xml' },
          yeastar: { url: yeastar.url, username: 'api', apiVersion: 'v1.1.0' },
        },
      },
    });
    await signIn(wb, 'hq');
    await wb.pbx.row('hq').waitFor();
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await branch.stop();
    await yeastar.stop();
  });

  const file = (name: string) => join(wb.folder, name);

  it('from the menu of a PBX: the file is opened, and a plan of it has nothing to do', async () => {
    await wb.pbx.chooseFromMenu('hq', 'Export Trunks to YAML');
    await wb.input.step('Choose the Folder');
    await wb.screenshot('export-folder');
    await wb.input.accept();
    const words = await wb.notifications.wait('Exported to hq.trunks.yaml: 2 trunks.');
    assert.match(words, /“both, and more” was left out: trunkname must not have a comma/);
    assert.deepEqual(await wb.notifications.buttons('Exported to'), ['Show Folder', 'Show Output']);
    await wb.editor.getByText('trunkname').first().waitFor();
    await wb.screenshot('export-file');
    const text = readFileSync(file('hq.trunks.yaml'), 'utf8');
    assert.ok(text.includes('${secret:hq-to-itsp-north-1}') && !text.includes(password), text);
    await wb.notifications.click('Exported to', 'Show Folder');
    await wb.explorer.row('hq.trunks.yaml').waitFor();
    await wb.runCommand('PBX: Plan Trunks');
    await wb.notifications.wait('Nothing to do: 2 unchanged.');
    await wb.screenshot('export-plan');
    await wb.logged('both, and more');
    assert.ok(!wb.log().includes(password));
  });

  it('of several PBXes from the palette: what is up to date is not touched, who is signed out is asked', async () => {
    const { mtimeMs } = statSync(file('hq.trunks.yaml'));
    await wb.runCommand('PBX: Export Trunks to YAML');
    await wb.input.step('Export Trunks to YAML');
    await wb.input.pick('hq');
    await wb.input.pick('branch');
    await wb.input.pick('yeastar');
    await wb.screenshot('export-several');
    await wb.input.accept();
    await wb.input.step('Choose the Folder');
    await wb.input.accept();
    for (const name of ['branch', 'yeastar']) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.notifications.wait('Exported to 3 files: 4 added.');
    await wb.screenshot('export-several-done');
    assert.equal(statSync(file('hq.trunks.yaml')).mtimeMs, mtimeMs);
    assert.ok(existsSync(file('branch.trunks.yaml')));
  });

  it('of PBXes in XML and of v1.1.0: a plan of their files has nothing to do either', async () => {
    await wb.explorer.open();
    for (const name of ['branch', 'yeastar']) {
      assert.ok(!readFileSync(file(`${name}.trunks.yaml`), 'utf8').includes(password));
      await wb.explorer.row(`${name}.trunks.yaml`).waitFor();
    }
    await wb.explorer.chooseFromMenu(['branch.trunks.yaml', 'yeastar.trunks.yaml'], 'Plan Trunks');
    await wb.notifications.wait('Nothing to do: 4 unchanged.');
    await wb.screenshot('export-several-plan');
  });
});
