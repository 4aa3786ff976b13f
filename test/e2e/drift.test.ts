import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunk = (trunkname: string, host = 'sip.example.net') =>
  `  - trunkname: ${trunkname}\n    trunktype: peer\n    host: ${host}\n    port: 5060\n`;

describe('a folder of trunk files and its PBXes', function () {
  this.timeout(240_000);
  let wb: Workbench;
  const pbxes: TestPbx[] = [];

  before(async () => {
    pbxes.push(
      await startTestPbx({
        trunks: [peer('to-branch', 'old.example.net'), peer('to-same'), peer('by-hand')],
      }),
      await startTestPbx({ trunks: [peer('to-same')] }),
      await startTestPbx({ trunks: [peer('to-same', 'old.example.net')] }),
    );
    const [hq, branch, yeastar] = pbxes;
    wb = await Workbench.launch({
      files: {
        'sites/hq.trunks.yaml': `pbx: hq\ntrunks:\n${trunk('to-new')}${trunk('to-branch', 'new.example.net')}`,
        'sites/all.trunks.yaml': `pbx: [hq, branch, yeastar]\ntrunks:\n${trunk('to-same')}---\npbx: branch\ntrunks:\n${trunk('to-hq')}`,
        'sites/gone.trunks.yaml': `pbx: gone\ntrunks:\n${trunk('to-nobody')}`,
        'notes.txt': '',
      },
      settings: {
        'pbx.connections': {
          gone: { url: 'http://pbx.invalid:9011', username: 'api' },
          hq: { url: hq?.url, username: 'api' },
          branch: { url: branch?.url, username: 'api', format: 'xml' },
          yeastar: { url: yeastar?.url, username: 'api', apiVersion: 'v1.1.0' },
        },
      },
    });
  });
  after(async () => {
    await wb.close();
    for (const pbx of pbxes) await pbx.stop();
  });

  it('are compared from the folder’s menu, and the result leads to the plan of one PBX', async () => {
    await wb.explorer.open();
    await wb.explorer.row('sites').waitFor();
    await wb.explorer.chooseFromMenu('sites', 'Check for Drift');
    for (const name of ['hq', 'branch', 'yeastar']) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.input.step('Sign In to gone');
    await wb.input.answer('demo-pbx');
    await wb.input.validation('its name is not known');
    await wb.screenshot('drift-skip');
    await wb.input.button('Go on without gone');
    await wb.input.gone();
    await wb.codeLens('Plan').first().waitFor();
    const text = await wb.editorText();
    for (const words of [
      /hq: 1 missing, 1 different, 1 in no file/,
      /branch: 1 missing/,
      /yeastar: 1 different/,
      /gone: not compared/,
      /by-hand/,
    ]) {
      assert.match(text, words);
    }
    await wb.screenshot('drift');
    await wb.followLink('hq.trunks.yaml:7');
    await wb.page.locator('.tab.active[data-resource-name="hq.trunks.yaml"]').waitFor();
    await wb.page.locator('.statusbar-item', { hasText: /^Ln 7, Col 1$/ }).waitFor();
    await wb.page.locator('.tab', { hasText: 'Drift of sites' }).click();
    await wb.codeLens('Plan').first().click();
    assert.equal(await wb.notifications.wait('Plan:'), 'Plan: 1 to add, 1 to update, 1 unchanged.');
    const diff = wb.page.locator('.multiDiffEditor, .multi-diff-editor').first();
    await diff.getByText('old.example.net').first().waitFor();
    await diff.getByText('new.example.net').first().waitFor();
    assert.equal(await diff.getByText('branch.yaml').count(), 0);
    await wb.screenshot('drift-plan');
    assert.ok((await wb.tabs()).some((title) => title.includes('Drift of sites')));
    const endpoints = pbxes.flatMap(({ requests }) => requests.map(({ endpoint }) => endpoint));
    assert.deepEqual(
      endpoints.filter((endpoint) => endpoint !== 'login' && !endpoint.endsWith('/query')),
      [],
    );
  });

  it('have a connection that is tested from the PBX’s menu, and told for a ticket', async () => {
    await wb.notifications.dismiss('Plan:');
    await wb.pbx.open();
    await wb.pbx.chooseFromMenu('branch', 'Test Connection');
    const words = await wb.notifications.wait('The connection to branch works');
    assert.equal(
      words,
      'The connection to branch works: name look-up, connection, API version, sign-in, format.',
    );
    await wb.screenshot('test-connection');
    await wb.notifications.click('The connection to branch works', 'Copy for Ticket');
    const ticket = await eventually(
      () => wb.clipboard(),
      (text) => text.startsWith('PBX: branch'),
    );
    assert.match(ticket, /API: v0\.0\.1, XML/);
    assert.match(ticket, /^✓ format: /m);
    const tokens = pbxes.flatMap(({ requests }) => requests.map(({ query }) => query.get('token') ?? ''));
    for (const secret of [...tokens.filter((token) => token !== ''), 'demo-pbx']) {
      assert.ok(!ticket.includes(secret));
    }
  });
});
