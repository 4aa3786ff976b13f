import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import { browserStorage } from './browserStorage.ts';
import { eventually } from './eventually.ts';
import { ResultsPage } from './resultsPage.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunk = (trunkname: string, host = 'sip.example.net') =>
  `  - trunkname: ${trunkname}\n    trunktype: peer\n    host: ${host}\n    port: 5060\n`;

describe('a folder of trunk files and its PBXes', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let page: ResultsPage;
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
    page = new ResultsPage(wb);
  });
  after(async () => {
    await wb.close();
    for (const pbx of pbxes) await pbx.stop();
  });

  /** Goes back to the page, which a link has led away from. */
  async function back(): Promise<void> {
    await wb.page.locator('.tabs-container .tab', { hasText: 'Drift of sites' }).click();
    await page.wait('3 of 4 PBXes differ');
  }

  it('are compared from the folder’s menu, and the page leads to the line and to the plan of one PBX', async () => {
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
    await page.wait('3 of 4 PBXes differ from their files. Not everything could be compared.');
    const attention = await page.attention();
    for (const [index, words] of [
      /^not compared gone You are not signed in to gone\. .* Sign In…$/,
      /^missing to-new · hq Not on the PBX\. hq\.trunks\.yaml:3 Plan Show in File$/,
      /^missing to-hq · branch Not on the PBX\. all\.trunks\.yaml:10 Plan Show in File$/,
      /^different to-branch · hq Another value: host hq\.trunks\.yaml:7 Plan Edit Show in File$/,
      /^different to-same · yeastar Another value: host all\.trunks\.yaml:3 Plan Edit Show in File$/,
      /^in no file by-hand · hq No trunk file names it\. Edit$/,
    ].entries()) {
      assert.match(attention[index] ?? '', words);
    }
    await page.counts('6 entries');
    await wb.screenshot('drift');
    await page.action('to-branch', 'Show in File').click();
    await wb.page.locator('.tab.active[data-resource-name="hq.trunks.yaml"]').waitFor();
    await wb.page.locator('.statusbar-item', { hasText: /^Ln 7, Col 1$/ }).waitFor();
    await back();
    await page.action('to-branch', 'Plan').click();
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

  it('are read with the keyboard alone, from the page to the line', async () => {
    await back();
    const press = (key: string) => wb.page.keyboard.press(key);
    await page.filter.focus();
    await page.filter.fill('to-same');
    await page.counts('1 of 6 entries match');
    // Past the PBXes, the clearing and the columns.
    for (let tabs = 0; tabs < 7; tabs += 1) await press('Tab');
    assert.equal(await page.focusedRow(), 'to-same');
    await press('Enter');
    await wb.page.locator('.tab.active[data-resource-name="all.trunks.yaml"]').waitFor();
    await wb.page.locator('.statusbar-item', { hasText: /^Ln 3, Col 1$/ }).waitFor();
    await back();
    await page.clear();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`stand on a page that can be read in ${theme}`, async () => {
      await wb.setTheme(theme);
      await page.scrollToTop();
      await wb.screenshot(`drift-${theme}`);
      assert.deepEqual(await axeViolations(page.body), []);
    });
  }

  it('are there again after a reload, and are compared again from there', async () => {
    await wb.setTheme('light');
    // In a browser the editor writes its state down every few seconds, not when the page goes away.
    await eventually(
      async () => Object.values(await browserStorage(wb.page)).some((text) => text.includes('pbx-drift:')),
      (isStored) => isStored,
    );
    await wb.reload();
    await back();
    // What was stored may be older than the clearing of the filter.
    await page.filter.fill('');
    const [hq, branch, yeastar] = pbxes;
    for (const [pbx, ...trunks] of [
      [hq, peer('to-new'), peer('to-branch', 'new.example.net'), peer('to-same')],
      [branch, peer('to-same'), peer('to-hq')],
      [yeastar, peer('to-same')],
    ] as const) {
      for (const { trunkname } of pbx?.trunks.all() ?? []) pbx?.trunks.delete(trunkname);
      for (const one of trunks) pbx?.trunks.add(one);
    }
    await page.button('Check Again').click();
    await wb.input.step('Sign In to gone');
    await wb.input.answer('demo-pbx');
    await wb.input.button('Go on without gone');
    await page.wait('No difference was found. Not everything could be compared.');
    await page.counts('1 entry');
    await wb.screenshot('drift-again');
  });

  it('have a connection that is tested from the PBX’s menu, and told for a ticket', async () => {
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
