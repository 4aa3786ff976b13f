import assert from 'node:assert/strict';
import { browserStorage } from './browserStorage.ts';
import { eventually } from './eventually.ts';
import { Form } from './form.ts';
import { everyDialect, signInAndExpand, startEveryDialect, type Dialect } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const kept = 'K3pt-plantedsecret';
const register = (trunkname: string) =>
  ({
    trunkname,
    trunktype: 'register',
    host: '192.0.2.1',
    port: '5060',
    domain: '192.0.2.1',
    username: '0123',
    authname: '0123',
    fromuser: '',
    password: kept,
  }) as const;

describe('editing a trunk', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let form: Form;
  let started: Awaited<ReturnType<typeof startEveryDialect>>;
  const pbxOf = (name: Dialect) => started.pbxes[name];

  before(async () => {
    started = await startEveryDialect((name) => ({ trunks: [register(`to-${name}`)] }));
    wb = await Workbench.launch({
      files: { 'notes.txt': 'nothing' },
      settings: { 'pbx.connections': started.connections },
    });
    form = new Form(wb);
    for (const name of everyDialect) await signInAndExpand(wb, name, `to-${name}`);
  });
  after(async () => {
    await wb.close();
    await started.stop();
  });

  /** Opens the form from the tree, and waits until it is filled. */
  const edit = async (trunkname: string) => {
    await wb.pbx.open();
    await wb.pbx.chooseFromMenu(trunkname, 'Edit SIP Trunk');
    // Another trunk's form may still be in front.
    await wb.webview.locator('[data-fact="trunkname"] dd', { hasText: trunkname }).waitFor();
    await form.field('host').waitFor();
  };
  const updatesOf = (name: Dialect) =>
    pbxOf(name).requests.filter(({ endpoint }) => endpoint === 'siptrunk/update');

  for (const name of everyDialect) {
    const trunkname = `to-${name}`;

    it(`changes a trunk from its menu after a review (${name})`, async () => {
      await edit(trunkname);
      const advanced = name === 'yeastar' ? ' extensionsdod extensionsgroupdod' : '';
      assert.equal(
        (await form.fields()).join(' '),
        `host port domain username authname fromuser password${advanced}`,
      );
      assert.equal(await form.field('username').inputValue(), '0123');
      assert.equal(await form.field('password').inputValue(), '');
      await form.fill({ port: '70000' });
      await form.press('Save Changes');
      await form.message('port').filter({ hasText: '65535' }).waitFor();
      await wb.screenshot(`edit-${name}-error`);

      await form.fill({ host: '192.0.2.9', port: '5060' });
      await form.press('Save Changes');
      assert.deepEqual(await form.changes('review'), { host: '192.0.2.1 → 192.0.2.9' });
      assert.equal(updatesOf(name).length, 0);
      await form.press('Send');
      await wb.notifications.wait(`${trunkname} was updated on ${name}.`);
      await form.result.filter({ hasText: `${trunkname} was updated on ${name}.` }).waitFor();
      await eventually(
        () => wb.pbx.description(trunkname),
        (text) => text.includes('192.0.2.9'),
      );
      await wb.screenshot(`edit-${name}-done`);
      const [sent, ...more] = updatesOf(name);
      assert.equal(more.length, 0);
      const expected = { id: '1', ...register(trunkname), host: '192.0.2.9', domain: '192.0.2.9' };
      for (const field of [
        'id',
        'trunkname',
        'trunktype',
        'host',
        'port',
        'username',
        'authname',
        'password',
      ] as const) {
        assert.equal(sent?.fields?.get(field), expected[field], field);
      }
      assert.equal(sent?.fields?.get('domain'), expected.domain);
      const stored = pbxOf(name).trunks.find(trunkname);
      assert.deepEqual([stored?.host, stored?.domain], ['192.0.2.9', '192.0.2.9']);

      await form.press('Save Changes');
      await form.result.filter({ hasText: 'Nothing is changed' }).waitFor();
      assert.equal(updatesOf(name).length, 1);
    });

    it(`shows both when the trunk was changed meanwhile, and goes on on top of that (${name})`, async () => {
      const before = updatesOf(name).length;
      const { trunks } = pbxOf(name);
      const stored = trunks.find(trunkname);
      assert.ok(stored);
      trunks.update(stored.id, { ...stored, port: '5099' });
      await form.fill({ username: '0456', password: 'N3w-plantedsecret' });
      await form.press('Save Changes');
      assert.deepEqual(await form.changes('review'), {
        username: '0123 → 0456',
        password: 'will be replaced',
      });
      await form.press('Send');
      await wb.notifications.wait(`${trunkname} was changed on ${name} since you loaded it: port.`);
      const diff = wb.page.locator('.monaco-diff-editor').first();
      await eventually(
        () => diff.innerText(),
        (text) => text.includes('5060') && text.includes('5099') && !text.includes('plantedsecret'),
      );
      await wb.screenshot(`edit-${name}-both`);
      await wb.notifications.click('since you loaded it', 'Back to the Form');
      assert.deepEqual(await form.changes('conflict'), { port: '5060 → 5099' });
      await wb.screenshot(`edit-${name}-conflict`);
      assert.equal(updatesOf(name).length, before);

      await form.press('Review My Changes on Top');
      assert.deepEqual(await form.changes('review'), {
        username: '0123 → 0456',
        password: 'will be replaced',
      });
      await form.press('Send');
      await form.result.filter({ hasText: `${trunkname} was updated on ${name}.` }).waitFor();
      const { port, username, password } = trunks.find(trunkname) ?? {};
      assert.deepEqual(
        { port, username, password },
        { port: '5099', username: '0456', password: 'N3w-plantedsecret' },
      );
      const page = await wb.webview.locator('body').evaluate(() => document.documentElement.outerHTML);
      assert.ok(!page.includes('plantedsecret'));
      assert.ok(!wb.log().includes('plantedsecret'));
    });
  }

  it('changes DOD numbers below the heading Advanced, and keeps them in other changes', async () => {
    await edit('to-yeastar');
    await wb.webview.locator('h2', { hasText: 'Advanced' }).waitFor();
    const numbers = '5503301-yeastar-1000, 5503302-sales-1001';
    await form.fill({ extensionsdod: numbers });
    await wb.screenshot('edit-dod-numbers');
    await form.press('Save Changes');
    assert.deepEqual(await form.changes('review'), { extensionsdod: `blank → ${numbers}` });
    await form.press('Send');
    await form.result.filter({ hasText: 'to-yeastar was updated on yeastar.' }).waitFor();
    assert.equal(pbxOf('yeastar').trunks.find('to-yeastar')?.extensionsdod, numbers);
    await form.fill({ fromuser: '4930' });
    await form.press('Save Changes');
    assert.deepEqual(await form.changes('review'), { fromuser: 'blank → 4930' });
    await form.press('Send');
    await eventually(
      () => Promise.resolve(updatesOf('yeastar').at(-1)?.fields?.get('fromuser')),
      (sent) => sent === '4930',
    );
    assert.equal(updatesOf('yeastar').at(-1)?.fields?.get('extensionsdod'), numbers);
  });

  it('knows the trunk of its menu while the PBX is asked anew', async () => {
    const pbx = pbxOf('json');
    let answer: () => void = () => undefined;
    const held = new Promise<undefined>((resolve) => {
      answer = () => {
        resolve(undefined);
      };
    });
    pbx.fault = ({ endpoint }) => (endpoint === 'trunklist/query' ? held : undefined);
    const before = pbx.count('trunklist/query');
    await wb.runCommand('PBX: Refresh');
    await eventually(
      () => pbx.count('trunklist/query'),
      (count) => count > before,
    );
    await edit('to-json');
    assert.ok((await wb.pbx.names()).includes('to-json'));
    const { trunks } = pbx;
    const stored = trunks.find('to-json');
    assert.ok(stored);
    trunks.update(stored.id, { ...stored, host: '192.0.2.78' });
    pbx.fault = undefined;
    answer();
    await wb.runCommand('PBX: Refresh');
    await eventually(
      () => wb.pbx.description('to-json'),
      (text) => text.includes('192.0.2.78'),
    );
    trunks.update(stored.id, stored);
  });

  it('has one form for each trunk, and loads the present settings when asked to', async () => {
    await edit('to-json');
    await edit('to-xml');
    const titles = (await wb.tabs()).filter((title) => title.startsWith('Edit to-'));
    assert.deepEqual(
      titles.sort(),
      everyDialect.map((name) => `Edit to-${name} on ${name}`),
    );

    const { trunks } = pbxOf('xml');
    const stored = trunks.find('to-xml');
    assert.ok(stored);
    trunks.update(stored.id, { ...stored, host: '192.0.2.77', domain: '192.0.2.77' });
    await form.fill({ fromuser: 'mine' });
    await form.press('Save Changes');
    await form.press('Send');
    await wb.notifications.wait('to-xml was changed on xml since you loaded it: host, domain.');
    await wb.notifications.click('since you loaded it: host', 'Back to the Form');
    await form.press('Load the Present Settings');
    await eventually(
      () => form.field('host').inputValue(),
      (host) => host === '192.0.2.77',
    );
    assert.equal(await form.field('fromuser').inputValue(), '');
  });

  it('keeps a draft while its tab is hidden and when the window is reloaded, but not the password', async () => {
    await form.fill({ authname: 'auth-0456', password: 'Dr4ft-plantedsecret' });
    await wb.openFile('notes.txt');
    await wb.page.locator('.tab', { hasText: 'Edit to-xml on xml' }).click();
    const again = form.message('password').filter({ hasText: 'Please type the new password again' });
    await again.waitFor();
    const values = () => Promise.all(['authname', 'password'].map((name) => form.field(name).inputValue()));
    assert.deepEqual(await values(), ['auth-0456', '']);

    await form.fill({ fromuser: 'from-0456' });
    const stored = await eventually(
      async () => Object.values(await browserStorage(wb.page)).join('\n'),
      (text) => text.includes('from-0456'),
    );
    assert.ok(!stored.includes('plantedsecret'));
    await wb.reload();
    await again.waitFor();
    assert.deepEqual(await values(), ['auth-0456', '']);
    assert.equal(await form.field('fromuser').inputValue(), 'from-0456');
    assert.equal(await form.field('host').inputValue(), '192.0.2.77');
    await wb.screenshot('edit-draft');
  });

  const themes = ['light', 'dark', 'highContrast', 'highContrastLight'] as const;
  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      await wb.setTheme(theme);
      await form.fill({ port: '70000' });
      await form.press('Save Changes');
      await form.message('port').filter({ hasText: '65535' }).waitFor();
      await wb.screenshot(`edit-${theme}`);
      assert.deepEqual(await form.paleTexts(), []);
      await form.fill({ port: '5062', domain: 'realm.example', password: 'x-plantedsecret' });
      await form.press('Save Changes');
      await form.changes('review');
      await wb.screenshot(`edit-${theme}-review`);
      assert.deepEqual(await form.paleTexts(), []);
      await form.press('Back');
      await form.field('port').waitFor();
    });
  }

  it('fits into 320 pixels', async () => {
    await wb.setTheme('light');
    await form.narrowTo(320);
    assert.equal(await form.overflow(), 0);
    await wb.screenshot('edit-narrow');
    await form.fill({ domain: `${'a-very-long-name-'.repeat(4)}.example.net` });
    await form.press('Save Changes');
    await form.changes('review');
    await wb.screenshot('edit-narrow-review');
    assert.equal(await form.overflow(), 0);
    await wb.resize(1280, 800);
  });

  it('says that a trunk is gone, and picks one from the palette', async () => {
    await wb.runCommand('View: Close All Editors');
    await wb.runCommand('PBX: Edit SIP Trunk');
    await wb.input.pick('json');
    await wb.input.step('Edit SIP Trunk');
    await wb.input.pick('to-json');
    await form.field('host').waitFor();
    await wb.runCommand('View: Toggle Primary Side Bar Visibility');
    await wb.pbx.open();
    await wb.pbx.expand('xml');
    await wb.pbx.openMenu('to-xml');
    pbxOf('xml').trunks.delete('to-xml');
    await wb.pbx.menu.choose('Edit SIP Trunk');
    await form.result.filter({ hasText: 'to-xml is not on xml any more.' }).waitFor();
    await wb.screenshot('edit-gone');
  });

  it('wants the password again where the PBX hides it, and says why', async () => {
    await wb.runCommand('View: Close All Editors');
    const hidden = { ...pbxOf('json').trunks.find('to-json'), password: '********' };
    const body = JSON.stringify({ status: 'Success', trunks: [hidden] });
    pbxOf('json').fault = ({ endpoint }) =>
      endpoint === 'siptrunk/query' ? { kind: 'raw', body } : undefined;
    await wb.pbx.expand('json');
    await edit('to-json');
    await wb.webview.getByText('json does not show the present password').waitFor();
    await form.fill({ host: '192.0.2.10' });
    await form.press('Save Changes');
    await form.message('password').filter({ hasText: 'password is missing' }).waitFor();
    assert.equal(await form.field('password').inputValue(), '');
    await wb.screenshot('edit-hidden-password');
    await form.fill({ password: 'Ag4in-plantedsecret' });
    await form.press('Save Changes');
    assert.deepEqual(await form.changes('review'), {
      host: '192.0.2.9 → 192.0.2.10',
      password: 'will be replaced',
    });
    await form.press('Send');
    await form.result.filter({ hasText: 'to-json was updated on json.' }).waitFor();
    const { host, password } = pbxOf('json').trunks.find('to-json') ?? {};
    assert.deepEqual({ host, password }, { host: '192.0.2.10', password: 'Ag4in-plantedsecret' });
  });
});
