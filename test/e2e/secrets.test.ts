import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { browserStorage } from './browserStorage.ts';
import { appears, eventually } from './eventually.ts';
import { formsIn } from '../support/secretForms.ts';
import { Form } from './form.ts';
import { startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const planted = {
  'API password': 'pl4nted-API-Passw0rd',
  'wrong API password': 'pl4nted-Wr0ng-Passw0rd',
  'password in the form': 'pl4nted-Form-Passw0rd',
  'password in the YAML': 'pl4nted-Yaml-Passw0rd',
  'kept secret': 'pl4nted:K3pt #secret & <more>',
  'environment variable': 'pl4nted-Env-Passw0rd',
};
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** In every place that is searched, so that a search in the wrong place does not go unnoticed. */
const marker = 'planted-trunk';

const account = (name: string, password: string) =>
  `  - {trunkname: ${marker}-${name}, trunktype: account, username: 6100, authname: 6100, password: '${password}'}\n`;

/** Every file below a folder, by its path in it. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('secrets', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let form: Form;
  let hq: TestPbx;
  /** Everything that was ever on the screen, after each step. */
  const seen: string[] = [];
  const look = async () => {
    seen.push(await wb.page.locator('body').innerText());
    if (await wb.webview.locator('main').isVisible()) seen.push(await wb.webview.locator('html').innerHTML());
  };

  before(async () => {
    hq = await startTestPbx({ password: planted['API password'] });
    wb = await Workbench.launch({
      files: {
        'trunks.yaml': `pbx: hq\ntrunks:\n${account('plain', planted['password in the YAML'])}${account('kept', '${secret:kept}')}${account('env', '${env:PBX_TRUNKS_PLANTED}')}`,
      },
      settings: { 'pbx.connections': { hq: { url: hq.url, username: 'api' } }, 'pbx.requestTimeout': 3 },
      env: { PBX_TRUNKS_PLANTED: planted['environment variable'] },
    });
    form = new Form(wb);
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await hq.stop();
  });

  it('are used by everything, while the log says as much as it can', async () => {
    await wb.runCommand('PBX: Show Output');
    // The channel is in the list only when the editor has heard of it.
    await eventually(
      async () => {
        await wb.runCommand('Developer: Set Log Level...');
        await wb.input.type('PBX');
        if (await appears(wb.input.item('PBX').first())) return true;
        await wb.input.cancel();
        return false;
      },
      (listed) => listed,
    );
    await wb.input.pick('PBX');
    await wb.input.item('Trace').waitFor();
    await wb.input.pick('Trace');
    await wb.input.gone();

    await wb.pbx.action('hq', 'Sign In');
    await wb.input.step('Sign In to hq');
    await wb.input.answer(planted['wrong API password']);
    await wb.input.validation('wrong API user name or password');
    await look();
    await wb.input.answer(planted['API password']);
    await wb.input.gone();
    await wb.pbx.expand('hq');
    await wb.pbx.row('No trunks yet').waitFor();

    await wb.pbx.action('hq', 'Add SIP Trunk');
    await form.chooseType('account');
    const fill = (name: string) =>
      form.fill({
        trunkname: `${marker}-${name}`,
        username: '6100',
        password: planted['password in the form'],
      });
    await fill('form');
    await form.press('Copy as YAML');
    await wb.webview.getByText('Copied as YAML.').waitFor();
    seen.push(await wb.clipboard());
    await form.press('Add Trunk');
    await wb.notifications.wait(`${marker}-form was added to hq.`);
    await look();
  });

  it('are used when things go wrong: a page that echoes all of it, a lost answer, an error of the server', async () => {
    const faults: [string, RegExp, TestPbx['fault']][] = [
      [
        'page',
        /web page/,
        ({ query, body }) => ({ kind: 'raw', body: `<html>${query.toString()} ${body}</html>` }),
      ],
      [
        'status',
        /HTTP 500/,
        ({ query, body }) => ({ kind: 'raw', status: 500, body: `${query.toString()} ${body}` }),
      ],
      [
        'json',
        /.*/,
        ({ query, body }) => ({
          kind: 'raw',
          body: `{"status":"Failed","errno":"${query.get('token') ?? ''}","body":${body || '""'}}`,
        }),
      ],
      [
        'lost',
        /.*/,
        ({ endpoint }) => (endpoint === 'siptrunk/add' ? { kind: 'reset', when: 'before' } : undefined),
      ],
    ];
    for (const [name, words, fault] of faults) {
      hq.fault = fault;
      await form.fill({ trunkname: `${marker}-${name}`, password: planted['password in the form'] });
      await form.press('Add Trunk');
      await form.result
        .filter({ hasText: `${marker}-${name} was` })
        .or(form.result.filter({ hasText: 'It is not known whether' }))
        .waitFor({ timeout: 45_000 });
      assert.match(await form.result.innerText(), words);
      await wb.pbx.titleAction('Refresh');
      await look();
    }
    hq.fault = undefined;
    await wb.screenshot('secrets-failures');
  });

  it('are used by a trunk file, each in its own way', async () => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu('trunks.yaml', 'Provision Trunks');
    await wb.input.step('kept');
    await wb.input.answer(planted['kept secret']);
    await wb.dialog.wait('Add 3 trunks');
    await look();
    await wb.dialog.click('Add 3 Trunks');
    await wb.notifications.wait('3 added.');
    await look();
    const sent = ['plain', 'kept', 'env'].map((name) => hq.trunks.find(`${marker}-${name}`)?.password);
    assert.deepEqual(sent, [
      planted['password in the YAML'],
      planted['kept secret'],
      planted['environment variable'],
    ]);
  });

  it('are nowhere but in the secret storage', async () => {
    const tokens = new Set(hq.requests.map(({ query }) => query.get('token') ?? '').filter(Boolean));
    assert.ok(tokens.size > 0);
    const needles = {
      ...planted,
      'MD5 of the API password': md5(planted['API password']),
      'MD5 of the wrong password': md5(planted['wrong API password']),
      ...Object.fromEntries([...tokens].map((token, index) => [`session token ${index + 1}`, token])),
    };
    // In a browser the editor writes its state down every few seconds.
    const storage = await eventually(
      () => browserStorage(wb.page),
      (all) => Object.values(all).some((text) => text.includes(`${marker}-lost`)),
    );
    // The workspace itself is left out, for its YAML is where one of them was planted. Nothing else is: the entry of the
    // secret storage is among those of the browser, but encrypted, so that no search can find anything in it.
    const places: Record<string, Record<string, string>> = {
      'the files of the editor': filesIn(wb.server.userData),
      'the output channel': { 'PBX.log': wb.log() },
      'the browser’s storage': storage,
      'the screen': Object.fromEntries(seen.map((text, index) => [String(index), text])),
      'the server’s output': { stdout: wb.server.output() },
    };
    for (const place of [
      'the files of the editor',
      'the output channel',
      'the browser’s storage',
      'the screen',
    ]) {
      assert.ok(
        Object.values(places[place] ?? {}).some((text) => text.includes(marker)),
        `The search does not reach ${place}`,
      );
    }
    assert.match(wb.log(), /\[debug\] hq: siptrunk\/add/);
    const found = Object.entries(places).flatMap(([place, texts]) =>
      Object.entries(texts).flatMap(([name, text]) =>
        Object.entries(needles).flatMap(([what, secret]) =>
          formsIn(text, secret).length > 0 ? [`${what} in ${place}, ${name}`] : [],
        ),
      ),
    );
    assert.deepEqual(found, []);
    assert.deepEqual(readdirSync(wb.folder), ['trunks.yaml']);
  });
});
