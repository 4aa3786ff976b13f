import assert from 'node:assert/strict';
import { other, pinned } from '../support/certificates.ts';
import { curls, runInShell } from '../support/shell.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { startTls } from './tls.ts';
import { Workbench } from './workbench.ts';

/** As people compare it: `AB:CD:…`. */
const readable = (fingerprint: string) => fingerprint.slice(7).toUpperCase().match(/../g)?.join(':') ?? '';

describe('a PBX with a certificate of its own', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbx: TestPbx;
  let tls: Awaited<ReturnType<typeof startTls>>;

  before(async () => {
    pbx = await startTestPbx({ trunks: [peer('behind-tls')] });
    tls = await startTls(pinned, pbx.url);
    wb = await Workbench.launch({ settings: { 'pbx.refreshInterval': 0 } });
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await tls.stop();
    await pbx.stop();
  });

  const certificateSetting = () =>
    (wb.server.readSettings()['pbx.connections'] as Record<string, { certificate?: string }> | undefined)?.[
      's300'
    ]?.certificate;

  it('is offered for pinning by its fingerprint, and nothing is sent or saved before', async () => {
    await wb.runCommand('PBX: Add PBX…');
    for (const [step, answer] of [
      ['(1/5)', 's300'],
      ['(2/5)', `https://127.0.0.1:${tls.port}`],
    ] as const) {
      await wb.input.step(step);
      await wb.input.answer(answer);
    }
    await wb.input.step('(3/5)');
    await wb.input.pick('Yeastar S');
    await wb.input.step('(4/5)');
    await wb.input.answer('api');
    await wb.input.step('(5/5)');
    await wb.input.answer('demo-pbx');
    const words = await wb.dialog.wait(/The certificate of s300 \(https:\S+\) cannot be verified\./);
    assert.match(words, new RegExp(`verified\\.\\s+SHA-256: ${readable(pinned.fingerprint)}\\s`));
    assert.deepEqual((await wb.dialog.buttons()).sort(), ['Cancel', 'Pin This Certificate']);
    await wb.screenshot('certificate-pin');
    assert.equal(pbx.count(), 0);
    assert.equal(certificateSetting(), undefined);
  });

  it('is accepted after pinning', async () => {
    await wb.dialog.click('Pin This Certificate');
    await wb.notifications.wait('s300 is configured, and you are signed in.');
    await wb.pbx.row('behind-tls').waitFor();
    assert.equal(certificateSetting(), pinned.fingerprint);
    assert.equal(pbx.count('login'), 1);
  });

  it('is the only one that the curl of a trunk accepts', async () => {
    await wb.pbx.chooseFromMenu('behind-tls', 'Copy as curl');
    await wb.notifications.wait('curl accepts only the key of the pinned certificate.');
    const command = await wb.clipboard();
    const variables = { PBX_TOKEN: pbx.requests.at(-1)?.query.get('token') ?? '' };
    const { port } = tls;
    for (const { path } of curls()) {
      pbx.trunks.delete('behind-tls');
      await tls.stop();
      tls = await startTls(other, pbx.url, port);
      const before = pbx.count();
      assert.ok((await runInShell(command, path, variables)).failed);
      assert.equal(pbx.count(), before);
      await tls.stop();
      tls = await startTls(pinned, pbx.url, port);
      const { stdout, stderr } = await runInShell(command, path, variables);
      assert.match(stdout, /Success/, stderr);
      assert.equal(pbx.trunks.find('behind-tls')?.host, 'sip.example.net');
    }
    await wb.notifications.dismiss('was copied as curl');
  });

  it('is refused when it changes, and nothing is sent to whoever shows it', async () => {
    const { port } = tls;
    await tls.stop();
    tls = await startTls(other, pbx.url, port);
    const before = pbx.count();
    await wb.pbx.titleAction('Refresh');
    await wb.pbx.row('Another certificate').waitFor();
    assert.match(
      await wb.pbx.tooltip('Another certificate'),
      /s300 .*shows another certificate than the pinned one, so nothing was sent/,
    );
    assert.equal(pbx.count(), before);
    await wb.screenshot('certificate-changed');
  });

  it('can be pinned anew, with a warning', async () => {
    await wb.pbx.chooseFromMenu('s300', 'Edit PBX…');
    for (const step of ['(1/5)', '(2/5)', '(3/5)', '(4/5)', '(5/5)']) {
      await wb.input.step(step);
      await wb.input.accept();
    }
    const words = await wb.dialog.wait('shows another certificate than the pinned one.');
    const both = [
      `Pinned SHA-256: ${readable(pinned.fingerprint)}`,
      `Shown SHA-256: ${readable(other.fingerprint)}`,
    ];
    assert.match(words, new RegExp(`pinned one\\.\\s+${both.join('\\s+')}\\s`));
    assert.match(words, /somebody may be in between/);
    await wb.screenshot('certificate-pin-again');
    await wb.dialog.click('Pin This Certificate');
    await wb.notifications.wait('s300 is configured');
    await wb.pbx.row('behind-tls').waitFor();
    assert.equal(certificateSetting(), other.fingerprint);
  });
});
