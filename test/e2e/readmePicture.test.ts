import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { Workbench } from './workbench.ts';

describe('the picture of the README', function () {
  this.timeout(240_000);
  let wb: Workbench;

  before(async () => {
    wb = await Workbench.launch({ viewport: { width: 1200, height: 960 } });
  });
  after(() => wb.close());

  it('is out/screenshots/readme.png: the form beside the trunks of the Demo PBX', async () => {
    const form = new Form(wb);
    await wb.setTheme('dark');
    await wb.runCommand('PBX: Start Demo PBX');
    await wb.notifications.dismiss('Demo PBX');
    await eventually(
      () => wb.pbx.names(),
      (names) => names.length > 4,
    );
    // Room for the trunks' status, type and host.
    const sidebar = await wb.page.locator('.part.sidebar').boundingBox();
    assert.ok(sidebar);
    await wb.page.mouse.move(sidebar.x + sidebar.width, 400);
    await wb.page.mouse.down();
    await wb.page.mouse.move(450, 400, { steps: 5 });
    await wb.page.mouse.up();
    await wb.pbx.action('demo', 'Add SIP Trunk');
    await form.fill({
      trunkname: 'to-example-telecom',
      host: 'sip.example.net',
      username: '0123456',
      password: 'not-a-real-one',
    });
    assert.equal(await form.field('authname').inputValue(), '0123456');
    await form.chooseType('register');
    await wb.screenshot('readme');
  });
});
