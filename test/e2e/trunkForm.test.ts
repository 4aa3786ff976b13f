import assert from 'node:assert/strict';
import { browserStorage } from './browserStorage.ts';
import { appears, eventually, isFocused } from './eventually.ts';
import { Form } from './form.ts';
import { peer, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const longName = `headquarters-${'of-the-very-long-street-'.repeat(3)}2nd-floor`;

describe('the trunk form', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let form: Form;
  let hq: TestPbx;
  let far: TestPbx;

  before(async () => {
    hq = await startTestPbx({ trunks: [peer('taken', '192.0.2.1')] });
    far = await startTestPbx();
    wb = await Workbench.launch({
      files: { 'notes.txt': 'nothing', 'pasted.trunk.yaml': '' },
      settings: {
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          [longName]: { url: far.url, username: 'api' },
          cloud: { url: far.url, username: 'api', apiVersion: 'v1.1.0' },
        },
      },
    });
    form = new Form(wb);
    await wb.pbx.open();
    await signIn(wb, 'hq');
    await signIn(wb, longName);
    await wb.pbx.expand('hq');
    await wb.pbx.row('taken').waitFor();
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await far.stop();
  });

  /** Opens the form afresh. */
  const open = async () => {
    await wb.runCommand('View: Close All Editors');
    await wb.pbx.open();
    await wb.pbx.action('hq', 'Add SIP Trunk');
    await eventually(
      () => form.chosenPbx(),
      (name) => name === 'hq',
    );
  };
  const values = async (...names: string[]) =>
    Promise.all(names.map((name) => form.field(name).inputValue()));
  it('adds a trunk with the keyboard alone', async () => {
    const { keyboard } = wb.page;
    // A tree that is being filled takes the focus back, and closes the palette.
    await eventually(
      async () => {
        await wb.input.openPalette();
        await keyboard.type('PBX: Add SIP Trunk');
        return await appears(wb.input.item('PBX: Add SIP Trunk'));
      },
      (isOffered) => isOffered,
    );
    await keyboard.press('Enter');
    await isFocused(wb.webview.locator('select#pbx'));
    await keyboard.press('h');
    await keyboard.press('q');
    assert.equal(await form.chosenPbx(), 'hq');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    assert.deepEqual(await form.fields(), ['trunkname', 'host', 'port', 'domain']);
    await keyboard.press('Tab');
    await isFocused(form.field('trunkname'));
    await keyboard.press('Enter');
    await form.message('trunkname').filter({ hasText: 'trunkname is missing' }).waitFor();
    assert.equal(hq.count('siptrunk/add'), 0);
    await keyboard.type('by-keyboard');
    await keyboard.press('Tab');
    await keyboard.type('192.0.2.7');
    await isFocused(form.field('host'));
    for (let stop = 0; stop < 3; stop += 1) await keyboard.press('Tab');
    await keyboard.press('Space');
    await wb.notifications.wait('by-keyboard was added to hq.');
    assert.equal(hq.trunks.find('by-keyboard')?.host, '192.0.2.7');

    const another = wb.webview.locator('#add-another');
    await eventually(
      async () => {
        await keyboard.press('Tab');
        return another.evaluate((it) => it === document.activeElement);
      },
      (reached) => reached,
    );
    await keyboard.press('Enter');
    await isFocused(form.field('trunkname'));
    assert.deepEqual(await values('trunkname', 'host', 'port'), ['', '', '5060']);
    await keyboard.type('by-enter');
    await keyboard.press('Tab');
    await keyboard.type('192.0.2.8');
    await keyboard.press('Enter');
    await wb.notifications.wait('by-enter was added to hq.');
  });

  it('has DOD numbers for a PBX that has fields for them', async () => {
    await open();
    const advanced = wb.webview.locator('h2', { hasText: 'Advanced' });
    assert.equal(await advanced.count(), 0);
    await form.choosePbx('cloud');
    await advanced.waitFor();
    await form.chooseType('peer');
    assert.deepEqual((await form.fields()).slice(-3), ['domain', 'extensionsdod', 'extensionsgroupdod']);
    await form.fill({ trunkname: 'with-dod', host: '192.0.2.7', extensionsgroupdod: '1-a-6200' });
    await wb.screenshot('form-dod-numbers');
    await form.press('Add Trunk');
    await wb.notifications.wait('with-dod was added to cloud.');
    assert.equal(far.trunks.find('with-dod')?.extensionsgroupdod, '1-a-6200');

    await form.press('Add Another');
    await form.fill({ trunkname: 'without', host: '192.0.2.8', extensionsdod: '1-a-1000' });
    await form.choosePbx('hq');
    await advanced.waitFor({ state: 'detached' });
    await form.press('Add Trunk');
    await wb.notifications.wait('without was added to hq.');
    const sent = hq.requests.findLast(({ endpoint }) => endpoint === 'siptrunk/add')?.fields;
    assert.deepEqual([sent?.get('trunkname'), sent?.has('extensionsdod')], ['without', false]);
  });

  it('keeps a draft while its tab is hidden and when the window is reloaded, but not the password', async () => {
    await open();
    await form.fill({ trunkname: 'draft', host: 'sip.example.net', port: '5080', username: '6100' });
    await form.fill({ authname: 'auth-6100', password: 'Dr4ftPassword' });
    await wb.openFile('notes.txt');
    await wb.page.locator('.tab', { hasText: 'Add SIP Trunk' }).click();
    const kept = ['draft', 'sip.example.net', '5080', '6100', 'auth-6100', ''];
    const names = ['trunkname', 'host', 'port', 'username', 'authname', 'password'];
    await form.message('password').filter({ hasText: 'Please type the password again.' }).waitFor();
    assert.deepEqual(await values(...names), kept);
    await wb.screenshot('form-draft');

    await form.fill({ fromuser: 'from-6100', password: 'Dr4ftPassword' });
    // In a browser the editor writes its state down every few seconds, not when the page goes away.
    const stored = await eventually(
      async () => Object.values(await browserStorage(wb.page)).join('\n'),
      (text) => text.includes('from-6100'),
    );
    assert.ok(!stored.includes('Dr4ftPassword'));
    await wb.reload();
    await form.message('password').filter({ hasText: 'Please type the password again.' }).waitFor();
    assert.deepEqual(await values(...names, 'fromuser'), [...kept, 'from-6100']);
    assert.equal(await form.chosenPbx(), 'hq');
  });

  it('copies YAML that holds no password and can be provisioned as it is', async () => {
    await open();
    await form.fill({
      trunkname: 'copied',
      host: 'sip.example.net',
      username: '0123',
      password: 'C0pied:${x} #1',
    });
    await form.press('Copy as YAML');
    await wb.webview.getByText('Its password is kept as the secret copied, not in the text.').waitFor();
    const yaml = await wb.clipboard();
    assert.match(yaml, /^ *password: ["']?\$\{secret:copied\}/m);
    assert.ok(!yaml.includes('C0pied'));
    await wb.screenshot('form-copied');

    await wb.openFile('pasted.trunk.yaml');
    await wb.editor.click();
    await wb.page.keyboard.press('ControlOrMeta+V');
    await eventually(
      () => wb.editorText(),
      (text) => text.includes('trunkname: copied'),
    );
    await wb.chooseFromEditorMenu('Provision Trunks');
    assert.match(await wb.dialog.wait('Add 1 trunk to hq (http'), /hq \(http\S+\): copied/);
    await wb.dialog.click('Add Trunk');
    await wb.notifications.wait('1 added.');
    const { username, password } = hq.trunks.find('copied') ?? {};
    assert.deepEqual({ username, password }, { username: '0123', password: 'C0pied:${x} #1' });
  });

  it('names the fields in which a trunk of that name differs, and keeps the input', async () => {
    await open();
    await form.chooseType('peer');
    await form.fill({ trunkname: 'taken', host: '192.0.2.2', port: '5070' });
    const before = hq.count('siptrunk/add');
    await form.press('Add Trunk');
    await form.result.filter({ hasText: 'taken was not added to hq.' }).waitFor();
    assert.match(await form.result.innerText(), /\bhost\b.*\bport\b/);
    assert.match(await wb.notifications.wait('taken was not added to hq: '), /\bhost\b.*\bport\b/);
    assert.equal(hq.count('siptrunk/add'), before);
    assert.equal(hq.trunks.find('taken')?.host, '192.0.2.1');
    assert.deepEqual(await values('trunkname', 'host', 'port'), ['taken', '192.0.2.2', '5070']);
    await wb.screenshot('form-skipped');
    await wb.notifications.click('taken was not added to hq: ', 'Edit SIP Trunk');
    await wb.page.locator('.tab.active', { hasText: 'Edit taken on hq' }).waitFor();
    await form.field('host').waitFor();
    assert.equal(await form.field('host').inputValue(), '192.0.2.1');
    await wb.runCommand('View: Close Editor');
  });

  it('takes the first click on its button, though the message of the field that is left moves it', async () => {
    await open();
    await form.chooseType('peer');
    await form.fill({ host: '192.0.2.3', port: '70000' });
    await form.press('Add Trunk');
    await form.message('port').filter({ hasText: '65535' }).waitFor();
    await form.message('trunkname').filter({ hasText: 'trunkname is missing' }).waitFor();
  });

  const themes = ['light', 'dark', 'highContrast', 'highContrastLight'] as const;
  for (const theme of themes) {
    it(`can be read in ${theme}, with a long name and every kind of message`, async () => {
      await wb.setTheme(theme);
      if (theme === themes[0]) {
        await open();
        await form.choosePbx(longName);
        await form.fill({
          trunkname: `to-${'the-other-end-of-the-world-'.repeat(3)}`,
          host: 'sip.example.net/x',
        });
        await form.fill({ port: '70000', username: 'with blank', password: 'x' });
        await form.press('Add Trunk');
      }
      await form.message('port').filter({ hasText: '65535' }).waitFor();
      await form.message('trunkname').filter({ hasText: '63 characters' }).waitFor();
      await form.message('host').filter({ hasText: 'without sip:' }).waitFor();
      await wb.screenshot(`form-${theme}`);
      assert.deepEqual(await form.paleTexts(), []);
    });
  }

  it('fits into 320 pixels', async () => {
    await wb.setTheme('light');
    await form.narrowTo(320);
    assert.equal(await form.overflow(), 0);
    await wb.screenshot('form-narrow-top');
    await form.fill({ trunkname: `to-${'the-other-end-of-the-world-'.repeat(2)}`, host: 'sip.example.net' });
    await form.fill({ port: '5060', username: '6100', password: 'n4rrow-6100' });
    await form.press('Add Trunk');
    await form.result.filter({ hasText: 'was added to' }).waitFor();
    await wb.screenshot('form-narrow-added');
    await wb.resize(1280, 800);
    await wb.screenshot('form-long-names');
  });

  it('says in the form and as a notification when the PBX is down, and keeps the input', async () => {
    await far.stop();
    await form.press('Add Another');
    await form.fill({
      trunkname: 'too-late',
      host: 'sip.example.net',
      username: '6100',
      password: 'Late-6100',
    });
    await form.press('Add Trunk');
    await form.result.filter({ hasText: 'too-late was not added to' }).waitFor();
    assert.match(await form.result.innerText(), /could not be reached: nothing listens at this port/);
    await wb.notifications.wait(/too-late was not added to .*could not be reached/);
    assert.deepEqual(await values('trunkname', 'username', 'password'), ['too-late', '6100', 'Late-6100']);
    await wb.screenshot('form-down');
  });
});
