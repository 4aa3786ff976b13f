import { eventually } from '../e2e/eventually.ts';
import { Form } from '../e2e/form.ts';
import { Workbench } from '../e2e/workbench.ts';
import { keepPicture } from './keepPicture.ts';

const trunkFile = `pbx: demo

trunks:
  - trunkname: itsp-north
    trunktype: register
    host: sip.example.net
    port: 5060
    username: 0123
    authname: 0123
    password: \${secret:itsp-north}

  - trunkname: to-warehouse
    trunktype: peer
    host: 192.0.2.20
    port: 5060
`;

const themes = ['dark', 'light'] as const;

describe('the pictures of the walkthrough', function () {
  this.timeout(240_000);
  let wb: Workbench;

  before(async () => {
    wb = await Workbench.launch({
      files: { 'trunks.yaml': trunkFile },
      settings: { 'editor.minimap.enabled': false },
      viewport: { width: 760, height: 520 },
    });
  });
  after(() => wb.close());

  /** Without the bars above and below, which have nothing to do with it. */
  const all = { x: 48, y: 36, width: 712, height: 460 };
  /** Takes one picture in each theme, of what `show` brings to the front. */
  const take = async (name: string, show?: () => Promise<void>, clip = all) => {
    for (const theme of themes) {
      await wb.setTheme(theme);
      await show?.();
      // No tooltip.
      await wb.page.mouse.move(500, 519);
      await keepPicture(wb.page, `walkthrough/${name}-${theme}.webp`, { clip });
    }
  };
  /** So that a trunk's status has room beside its name. */
  const widenSidebar = async () => {
    const { mouse } = wb.page;
    const { x, y, width } = (await wb.page.locator('.part.sidebar').boundingBox()) ?? all;
    await mouse.move(x + width, y + 200);
    await mouse.down();
    await mouse.move(x + 290, y + 200, { steps: 5 });
    await mouse.up();
  };
  const status = (trunk: string, wanted: string) =>
    eventually(
      () => wb.pbx.description(trunk),
      (text) => text.startsWith(wanted),
    );

  it('are in media/walkthrough', async () => {
    const form = new Form(wb);
    await wb.pbx.open();
    await wb.pbx.view.getByText('No PBX yet.').waitFor();
    await widenSidebar();
    await take(
      'own',
      async () => {
        await wb.runCommand('PBX: Add PBX…');
        await wb.input.step('Add PBX');
        await wb.input.type('branch-1');
      },
      { ...all, y: 0, height: 330 },
    );
    await wb.input.cancel();

    await wb.runCommand('PBX: Start Demo PBX');
    await wb.notifications.dismiss('Demo PBX');
    await status('itsp-main', 'Registered');
    await take('demo', undefined, { ...all, width: 420, height: 270 });

    await wb.pbx.action('demo', 'Add SIP Trunk');
    await form.fill({
      trunkname: 'to-example-telecom',
      host: 'sip.example.net',
      username: '0123456',
      password: 'not-a-real-one',
    });
    await form.chooseType('register');
    await take('form', () => form.scrollToTop());
    await wb.runCommand('View: Close All Editors');

    await wb.openFile('trunks.yaml');
    await wb.codeLens('Provision').first().waitFor();
    await take('yaml');

    await wb.runCommand('PBX: Plan Trunks');
    await wb.input.step('itsp-north');
    await wb.input.answer('anything');
    await wb.notifications.wait('2 to add');
    await take('plan');

    await wb.notifications.click('2 to add', 'Provision…');
    await wb.dialog.wait('Add 2 trunks');
    await wb.dialog.click('Add 2 Trunks');
    await wb.notifications.dismiss('2 added.');
    await wb.page.locator('.tab', { hasText: 'trunks.yaml' }).first().click();
    await wb.page.locator('.view-line', { hasText: 'host: sip.example.net' }).first().click();
    await wb.page.keyboard.press('End');
    await wb.page.keyboard.type('.invalid');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Update 1 trunk');
    await wb.dialog.click('Update 1');
    await wb.notifications.wait('1 updated');
    await status('itsp-north', 'Failure');
    await take('undo');
  });
});
