import assert from 'node:assert/strict';
import { account, Kamailio, whyNoKamailio } from '../support/kamailio.ts';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { signInAndExpand, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const pbxContact = 'sip:6100@192.0.2.9:5060';
const failure = '{"status":"Success","trunkname":[{"trunkname":"to-itsp","status":"Failure","type":"SIP"}]}';

describe('a check with an ITSP by hand', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbx: TestPbx;
  let registrar: Kamailio;

  before(async function () {
    if (whyNoKamailio !== undefined) return this.skip();
    registrar = await Kamailio.start();
    await registrar.bind('6100', pbxContact);
    const host = '127.0.0.1';
    const port = registrar.port.toString();
    const values = { trunkname: 'to-itsp', trunktype: 'register', host, port, domain: host } as const;
    pbx = await startTestPbx({ trunks: [{ ...values, ...account, password: 'not-that-one' }] });
    // As a PBX would: it registers once its password is right.
    pbx.fault = ({ endpoint }) =>
      endpoint === 'trunklist/query' && pbx.trunks.find('to-itsp')?.password !== account.password
        ? { kind: 'raw', body: failure }
        : undefined;
    wb = await Workbench.launch({
      settings: { 'pbx.connections': { hq: { url: pbx.url, username: 'api' } } },
    });
    await signInAndExpand(wb, 'hq', 'to-itsp');
  });
  after(async () => {
    if (whyNoKamailio !== undefined) return;
    await wb.close();
    await pbx.stop();
    await registrar.stop();
  });
  afterEach(async () => {
    assert.deepEqual(await registrar.bindings(), [pbxContact]);
  });

  const ask = async (picture: string, words: RegExp) => {
    await wb.pbx.open();
    const asked = wb.page.locator('.monaco-dialog-box');
    const picker = wb.page.locator('.quick-input-widget').filter({ hasText: 'Check with ITSP' });
    // VS Code names no row to a menu whose row is drawn anew at that moment: then the trunk is asked for.
    await eventually(
      async () => {
        await wb.pbx.chooseFromMenu('to-itsp', 'Check with ITSP');
        await asked.or(picker).first().waitFor();
        if (!(await picker.isVisible())) return true;
        await wb.page.keyboard.press('Escape');
        return false;
      },
      (isAsked) => isAsked,
    );
    const question = await wb.dialog.wait('Ask 127.0.0.1 about to-itsp?');
    assert.match(question, /goes to 127\.0\.0\.1 from this computer/);
    await wb.screenshot(`check-with-itsp-${picture}-question`);
    await wb.dialog.click('Check');
    const said = await wb.notifications.wait(words);
    await wb.screenshot(`check-with-itsp-${picture}`);
    return said;
  };

  it('says that the password is wrong, and leads to where it is mended', async () => {
    const words = /^to-itsp: 127\.0\.0\.1 refuses the password/;
    await eventually(
      () => wb.pbx.description('to-itsp'),
      (text) => text.startsWith('Failure'),
    );
    const said = await ask('wrong', words);
    assert.match(said, /hq says Failure\./);
    assert.deepEqual(await wb.notifications.buttons(words), ['Edit', 'Show Output']);
    await wb.notifications.click(words, 'Edit');
    const form = new Form(wb);
    await form.field('host').waitFor();
    await form.fill({ password: account.password });
    await form.press('Save Changes');
    await form.changes('review');
    await form.press('Send');
    await wb.notifications.wait('to-itsp was updated on hq.');
  });

  it('says then that it works', async () => {
    await eventually(
      () => wb.pbx.description('to-itsp'),
      (text) => text.startsWith('Registered'),
    );
    const said = await ask('works', /^to-itsp: 127\.0\.0\.1 accepts this account/);
    assert.match(said, /Somebody is registered with it now, presumably the PBX\. hq says Registered\./);
  });
});
