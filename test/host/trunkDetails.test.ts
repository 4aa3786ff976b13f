import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readTrunkFile } from '../../src/core/trunkYaml/readTrunkFile.ts';
import type { Intercept } from '../../src/demo/fault.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { trunkOfUri, trunkUri } from '../../src/ui/base/trunkUri.ts';
import { Lab, type LabConnection } from './lab.ts';
import { lensesOf } from './language.ts';

const planted = 'pl4nted "Details" <&> \\Passw0rd';
const disguises = [planted, JSON.stringify(planted).slice(1, -1), planted.replaceAll('&', '&amp;')];
const nasty = 'itsp/..\\%2F?a=b#c: "A" / <B> é漢 ${env:HOME}';
const register = (trunkname: string, more: Partial<SipTrunk> = {}): SipTrunk => ({
  trunkname,
  trunktype: 'register',
  host: 'sip.example.net',
  port: '5060',
  domain: 'realm.example.net',
  username: '0123',
  authname: "o'auth: #1",
  fromuser: '',
  password: planted,
  ...more,
});
const peer: SipTrunk = {
  trunkname: 'peer',
  trunktype: 'peer',
  host: 'sip.example.net',
  port: '5060',
  domain: 'sip.example.net',
};
const dialects: [string, LabConnection][] = [
  ['JSON', {}],
  ['XML', { format: 'xml' }],
  ['v1.1.0', { apiVersion: 'v1.1.0' }],
];

/** Opens what a click on the row of the trunk opens. */
async function show(pbx: string, trunkname: string): Promise<vscode.TextDocument> {
  const uri = trunkUri({ pbx, trunkname });
  await vscode.commands.executeCommand('vscode.open', uri);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  assert.deepEqual(trunkOfUri(document.uri), { pbx, trunkname });
  return document;
}

/** Waits until a document says this. */
async function says(document: vscode.TextDocument, words: RegExp): Promise<string> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!words.test(document.getText())) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.workspace.onDidChangeTextDocument(look);
    look();
  });
  return document.getText();
}

function assertNoSecret(text: string): void {
  for (const secret of disguises) assert.ok(!text.includes(secret), text);
}

const clipboard = () => vscode.env.clipboard.readText();

describe('the settings of a trunk', () => {
  const lab = new Lab();
  afterEach(async () => {
    await vscode.env.clipboard.writeText('');
    await lab.end();
  });

  for (const [dialect, connection] of dialects) {
    it(`are read-only YAML that could be provisioned, without the password (${dialect})`, async () => {
      const trunks: SipTrunk[] = [
        register(nasty),
        peer,
        {
          trunkname: 'account',
          trunktype: 'account',
          username: '007',
          authname: 'yes',
          password: planted,
        },
      ];
      await lab.start('hq', connection, { trunks });
      await lab.signIn('hq');
      for (const settings of trunks) {
        const { trunkname } = settings;
        const document = await show('hq', trunkname);
        const text = document.getText();
        assert.equal(document.languageId, 'yaml');
        assertNoSecret(text);
        assert.match(text, /^# .* as hq \(127\.0\.0\.1:\d+\) had it at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\./);
        const { documents, problems } = readTrunkFile(text);
        assert.deepEqual(
          problems.filter(({ severity }) => severity === 'error'),
          [],
        );
        assert.deepEqual(
          documents.map(({ pbxNames }) => pbxNames?.map(({ name }) => name)),
          [['hq']],
        );
        assert.ok(documents[0]);
        assert.equal(documents[0].trunks.length, 1);
        const { password, ...values } = documents[0].trunks[0]?.values ?? {};
        const expected = Object.fromEntries(
          Object.entries(settings)
            .filter(([field, value]) => field !== 'password' && value !== '')
            // A domain that only repeats the host follows it, so it is not written.
            .filter(([field, value]) => field !== 'domain' || value !== settings.host)
            .map(([field, value]) => [field, String(value).replaceAll('${', () => '$${')]),
        );
        assert.deepEqual(values, expected);
        if (settings.trunktype === 'peer') assert.equal(password, undefined);
        else assert.match(password ?? '', /^\$\{secret:hq-[\p{L}\p{N}._-]+\}$/u);
        assert.deepEqual(await lensesOf(document.uri), []);
        assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
      }
      await assert.rejects(async () => {
        await vscode.workspace.fs.writeFile(trunkUri({ pbx: 'hq', trunkname: 'peer' }), new Uint8Array());
      });
    });

    it(`are copied as YAML, ready to be provisioned with nothing to do (${dialect})`, async () => {
      const trunks = [register(nasty), peer];
      const hq = await lab.start('hq', connection, { trunks });
      await lab.signIn('hq');
      for (const trunkname of [nasty, 'peer']) {
        const document = await show('hq', trunkname);
        await vscode.commands.executeCommand('pbx.copyTrunkAsYaml', document.uri);
        const text = await clipboard();
        assert.equal(text, document.getText().replace(/^#.*\n/gm, ''));
        assertNoSecret(text);
        const file = await lab.file('trunks.yaml', text);
        const plan = await vscode.commands.executeCommand('pbx.planTrunks', file, { show: false });
        assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname, action: 'none' }] });
      }
      assert.equal(hq.count('siptrunk/update') + hq.count('siptrunk/add'), 0);
    });

    it(`are copied as curl, with variables for what is secret (${dialect})`, async () => {
      const hq = await lab.start('hq', connection, { trunks: [register(nasty)] });
      await lab.signIn('hq');
      await vscode.commands.executeCommand('pbx.copyTrunkAsCurl', { pbx: 'hq', trunkname: nasty });
      const command = await clipboard();
      assertNoSecret(command);
      const token = hq.requests.at(-1)?.query.get('token') ?? '';
      assert.ok(token !== '' && !command.includes(token));
      assert.ok(
        command.includes(
          `'${hq.url}/api/${connection.apiVersion ?? 'v0.0.1'}/siptrunk/add?token='"$PBX_TOKEN"`,
        ),
      );
      assert.match(command, /\$SIP_PASSWORD/);
      assert.equal(hq.count('siptrunk/add'), 0);
    });
  }

  it('follow what becomes of the trunk while they are open', async () => {
    const hq = await lab.start('hq', {}, { trunks: [register('itsp'), register('stays')] });
    await lab.signIn('hq');
    const document = await show('hq', 'itsp');
    const id = hq.trunks.find('itsp')?.id ?? '';
    hq.trunks.update(id, register('itsp', { host: 'sip2.example.net' }));
    await vscode.commands.executeCommand('pbx.refresh', { pbx: 'hq' });
    await says(document, /host: sip2\.example\.net/);
    await vscode.commands.executeCommand('pbx.deleteSipTrunk', {
      pbx: 'hq',
      trunkname: 'itsp',
      confirm: false,
    });
    const text = await says(document, /^# hq had no trunk named itsp/);
    assert.deepEqual(
      readTrunkFile(text).documents.flatMap(({ trunks }) => trunks),
      [],
    );
    await vscode.commands.executeCommand('pbx.copyTrunkAsYaml', document.uri);
    assert.equal(await clipboard(), '');
  });

  it('are asked for anew by whoever comes back to them', async () => {
    const hq = await lab.start('hq', {}, { trunks: [register('itsp'), register('other')] });
    await lab.signIn('hq');
    const document = await show('hq', 'itsp');
    hq.trunks.update(hq.trunks.find('itsp')?.id ?? '', register('itsp', { port: '5099' }));
    await vscode.window.showTextDocument(document, { preview: false });
    await show('hq', 'other');
    await says(await show('hq', 'itsp'), /port: 5099/);
  });

  it('stay when the PBX stops answering, with words about that', async () => {
    const hq = await lab.start('hq', {}, { trunks: [register('itsp')] });
    await lab.signIn('hq');
    const document = await show('hq', 'itsp');
    await hq.stop();
    await vscode.commands.executeCommand('pbx.refresh');
    const text = await says(document, /^# hq \(127.*\n# What follows is itsp as hq had it at 20/);
    assert.match(text, /\n {4}host: sip\.example\.net\n/);
    assertNoSecret(text);
  });

  it('are words, and nothing pops up, where the PBX hangs', async () => {
    const configuration = vscode.workspace.getConfiguration('pbx');
    await configuration.update('requestTimeout', 1, vscode.ConfigurationTarget.Global);
    try {
      let hangs = false;
      const intercept: Intercept = () => (hangs ? { kind: 'hang', when: 'before' } : undefined);
      await lab.start('hq', {}, { trunks: [register('itsp')], intercept });
      await lab.signIn('hq');
      hangs = true;
      const document = await show('hq', 'itsp');
      assert.match(
        document.getText(),
        /^# The settings of itsp cannot be shown now\.\n# hq .*did not answer within 1 s/,
      );
      hangs = false;
      await vscode.commands.executeCommand('pbx.refresh', { pbx: 'hq' });
      await says(document, /host: sip\.example\.net/);
    } finally {
      await configuration.update('requestTimeout', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('are replaced by words where there are none, and come when they can', async () => {
    const otherTrunks = [{ trunkname: 'iax', status: 'Registered', type: 'IAX' }];
    await lab.start('hq', {}, { trunks: [register('itsp')], otherTrunks });
    const document = await show('hq', 'itsp');
    assert.match(document.getText(), /^# The settings of itsp cannot be shown now\.\n# .*sign/i);
    await lab.signIn('hq');
    await says(document, /host: sip\.example\.net/);
    const other = (await show('hq', 'iax')).getText();
    assert.match(other, /^# iax on hq at 20.*: IAX, Registered\.\n# .*SIP trunks only/);
    const removed = (await show('nowhere', 'x')).getText();
    assert.match(removed, /^# The settings of x cannot be shown now\.\n# There is no PBX named “nowhere”/);
    for (const text of [document.getText(), other, removed]) assertNoSecret(text);
    const typed = await vscode.workspace.openTextDocument(vscode.Uri.parse('pbx-trunk:/x.yaml?nonsense'));
    assert.match(typed.getText(), /^# This address/);
  });

  it('name the same secret as an export, and one of their own where that is taken', async () => {
    await lab.start('hq', {}, { trunks: [register('a b')] });
    await lab.signIn('hq');
    assert.match((await show('hq', 'a b')).getText(), /password: \$\{secret:hq-a-b\}\n/);
    const text = 'trunkname: x\ntrunktype: account\nusername: u\nauthname: u\npassword: ${secret:hq-a-b}\n';
    const file = await lab.file('other.trunk.yaml', text);
    await vscode.commands.executeCommand('pbx.copyTrunkAsYaml', { pbx: 'hq', trunkname: 'a b' });
    const plan = await vscode.commands.executeCommand('pbx.planTrunks', file, { show: false, pbx: 'hq' });
    assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname: 'x', action: 'add' }] });
  });

  it('have an address for every name', async () => {
    const names = [
      '..',
      '/',
      '\\',
      '%',
      '%00',
      '?',
      '#',
      'a,b',
      'all',
      ' ',
      '\u202e',
      '\ud800',
      'x'.repeat(5000),
      '😀'.repeat(99),
    ];
    for (const trunkname of names) {
      const uri = trunkUri({ pbx: trunkname, trunkname });
      const again = vscode.Uri.parse(uri.toString());
      assert.deepEqual(trunkOfUri(again), { pbx: trunkname, trunkname });
      assert.ok(uri.path.length < 200 && /^\/[^/\\]+\.yaml$/.test(uri.path), uri.path);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.match(document.getText(), /^# The settings of /);
    }
  });
});
