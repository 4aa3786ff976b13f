import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { Workbench } from './workbench.ts';

const trunk = 'pbx: demo\ntrunks:\n  - {trunkname: once, trunktype: peer, host: 192.0.2.9, port: 5060}\n';

describe('what is offered, and when', function () {
  this.timeout(240_000);
  let wb: Workbench;

  before(async () => {
    wb = await Workbench.launch({ files: { 'itsp.csv': 'trunkname\n', 'sites/notes.txt': '' } });
  });
  after(() => wb.close());

  const inMenuOf = async (row: string) => {
    await wb.explorer.openMenu(row);
    const labels = await wb.menu.labels();
    await wb.menu.close();
    return labels;
  };
  /** The commands with this name that the palette has. */
  const inPalette = async (title: string) => {
    await wb.input.typeInPalette(`>${title}`);
    // Something is always found, be it only what is similar.
    await wb.input.widget.locator('.quick-input-list .monaco-list-row').first().waitFor();
    const items = await wb.input.items();
    await wb.input.cancel();
    return items.filter((label) => label.endsWith(title));
  };
  const lastRun = async () => [
    ...(await inPalette('PBX: Continue Last Run')),
    ...(await inPalette('PBX: Undo Last Run')),
  ];

  it('is nothing about trunks on folders and CSV files as long as there is neither a PBX nor a trunk file', async () => {
    await wb.explorer.open();
    assert.ok(!(await inMenuOf('sites')).includes('Check for Drift'));
    assert.ok(!(await inMenuOf('itsp.csv')).includes('Import Trunks from CSV…'));
    assert.deepEqual(await inPalette('PBX: Check for Drift'), []);
    assert.deepEqual(await lastRun(), []);
  });

  it('is both with the first PBX', async () => {
    await wb.runCommand('PBX: Start Demo PBX');
    await wb.notifications.wait('The Demo PBX runs as “demo”');
    await wb.explorer.open();
    await eventually(
      () => inMenuOf('sites'),
      (labels) => labels.includes('Check for Drift'),
    );
    assert.ok((await inMenuOf('itsp.csv')).includes('Import Trunks from CSV…'));
    assert.deepEqual(await inPalette('PBX: Check for Drift'), ['PBX: Check for Drift']);
    await wb.screenshot('menus-with-pbx');
  });

  it('is to undo the last run from its end until it is undone, also after a reload', async () => {
    await wb.runCommand('PBX: New Trunk File');
    await eventually(
      () => wb.editorText(),
      (text) => text.includes('trunktype: account'),
    );
    await wb.editor.click();
    await wb.page.keyboard.press('ControlOrMeta+A');
    await wb.page.keyboard.insertText(trunk);
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 1 trunk to demo');
    await wb.dialog.click('Add Trunk');
    await wb.notifications.wait('1 added.');
    await eventually(lastRun, (found) => found.join() === 'PBX: Undo Last Run');
    await wb.reload();
    await eventually(lastRun, (found) => found.join() === 'PBX: Undo Last Run');
  });
});
