import assert from 'node:assert/strict';
import { appears, eventually, isFocused } from './eventually.ts';
import { Form } from './form.ts';
import { startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunkFile = `pbx: hq
trunks:
  - trunkname: by-file
    trunktype: account
    username: 6100
    authname: 6100
    password: \${secret:by-file}
  - trunkname: to-branch
    trunktype: peer
    host: 192.0.2.20
    port: 5060
`;

describe('the main job with the keyboard alone', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;

  before(async () => {
    hq = await startTestPbx();
    wb = await Workbench.launch({ files: { 'trunks.yaml': trunkFile } });
  });
  after(async () => {
    await wb.close();
    await hq.stop();
  });

  const press = (key: string) => wb.page.keyboard.press(key);
  const names = () => hq.trunks.all().map(({ trunkname }) => trunkname);

  /** Types into the palette; a tree that is being filled may take the focus back, and closes it then. */
  async function command(title: string): Promise<void> {
    await eventually(
      async () => {
        await wb.input.openPalette();
        await wb.page.keyboard.type(title);
        return await appears(wb.input.item(title));
      },
      (isOffered) => isOffered,
    );
    await press('Enter');
  }

  /** Answers a question whose title contains `part`. */
  async function answer(part: string, text: string): Promise<void> {
    await wb.input.step(part);
    await wb.page.keyboard.type(text);
    await press('Enter');
  }

  it('adds a PBX', async () => {
    await command('PBX: Add PBX…');
    await answer('Add PBX', 'hq');
    await answer('(2/5)', hq.url);
    await answer('(3/5)', '');
    await answer('(4/5)', 'api');
    await answer('(5/5)', 'demo-pbx');
    await wb.notifications.wait('hq is configured, and you are signed in.');
  });

  it('adds a trunk with the form', async () => {
    const form = new Form(wb);
    await command('PBX: Add SIP Trunk');
    // There is one PBX only, so the first thing to type is the name.
    await isFocused(form.field('trunkname'));
    await press('Shift+Tab');
    await press('ArrowDown');
    await press('Tab');
    await isFocused(form.field('trunkname'));
    await wb.page.keyboard.type('by-form');
    await press('Tab');
    await wb.page.keyboard.type('192.0.2.7');
    await press('Enter');
    await wb.notifications.wait('by-form was added to hq.');
    assert.deepEqual(names(), ['by-form']);
  });

  it('provisions a trunk file, and takes that back', async () => {
    await wb.input.openPalette();
    await press('Backspace');
    await wb.page.keyboard.type('trunks.yaml');
    await wb.input.item('trunks.yaml').first().waitFor();
    await press('Enter');
    await wb.codeLens('Provision').first().waitFor();
    await command('PBX: Provision Trunks');
    await answer('by-file', 'anything');
    await wb.dialog.wait('Add 2 trunks to hq (http');
    await press('Enter');
    await wb.notifications.wait('2 added.');
    assert.deepEqual(names().sort(), ['by-file', 'by-form', 'to-branch']);
    await command('PBX: Undo Last Run');
    await wb.dialog.wait('Undo the last run: delete 2 trunks from hq (http');
    await press('Enter');
    await wb.notifications.wait('Undone: 2 deleted.');
    assert.deepEqual(names(), ['by-form']);
  });

  it('looks at a trunk in the sidebar, and deletes it', async () => {
    await command('PBX: Focus on PBX Explorer View');
    const focused = (name: string) => wb.pbx.row(name).and(wb.page.locator('.focused'));
    // Down from wherever the focus was; a PBX that is closed opens with the key to the right.
    await eventually(
      async () => {
        await press('Home');
        await press('ArrowRight');
        await press('ArrowDown');
        return await appears(focused('by-form'));
      },
      (isThere) => isThere,
    );
    await press('Enter');
    await eventually(
      () => wb.editorText(),
      (text) => {
        assert.match(text, /trunkname: by-form/);
      },
    );
    await command('PBX: Focus on PBX Explorer View');
    await focused('by-form').waitFor();
    await press('Delete');
    await wb.dialog.wait('Delete the trunk by-form from hq (http');
    await press('Enter');
    await wb.notifications.wait('by-form was deleted from hq.');
    assert.deepEqual(names(), []);
  });
});
