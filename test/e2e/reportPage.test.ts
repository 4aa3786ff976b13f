import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import { browserStorage } from './browserStorage.ts';
import { eventually, isFocused } from './eventually.ts';
import { ResultsPage } from './resultsPage.ts';
import { startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const planted = 'Rqz-planted-in-a-report';
const longName = `a-name-that-is-as-long-as-a-box-takes-it-${'and-longer-'.repeat(8)}`;
const peer = (trunkname: string, host = 'h.example.net') =>
  `  - {trunkname: ${trunkname}, trunktype: peer, host: ${host}, port: 5060}\n`;
const many = Array.from({ length: 60 }, (_, index) => peer(`t-${(index + 1).toString().padStart(2, '0')}`));

describe('the page of a report', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let page: ResultsPage;
  let hq: TestPbx;
  let branch: TestPbx;

  before(async () => {
    hq = await startTestPbx({
      trunks: [{ trunkname: 'differs', trunktype: 'peer', host: 'old.example.net', port: '5060' }],
    });
    hq.fault = ({ endpoint, body }) =>
      endpoint === 'siptrunk/add' && body.includes('refused-one')
        ? { kind: 'errno', errno: '10003' }
        : undefined;
    branch = await startTestPbx();
    wb = await Workbench.launch({
      files: {
        'trunks.yaml': `pbx: hq\ntrunks:\n${many.join('')}${peer('refused-one')}${peer('differs')}${peer(longName)}  - {trunkname: secret-one, trunktype: account, username: "6100", authname: "6100", password: ${planted}}\n---\npbx: branch\ntrunks:\n${peer('to-hq')}`,
      },
      settings: {
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          branch: { url: branch.url, username: 'api' },
        },
      },
    });
    page = new ResultsPage(wb);
  });
  after(async () => {
    await wb.close();
    await hq.stop();
    await branch.stop();
  });

  /** Goes back to the report, which a link has led away from. */
  async function back(): Promise<void> {
    await wb.page.locator('.tabs-container .tab', { hasText: 'PBX report' }).first().click();
    await page.wait('63 added');
  }

  it('says first what came of it and what needs attention', async () => {
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    for (const name of ['hq', 'branch']) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.dialog.wait('Add 64 and update 1');
    await wb.dialog.click('Add 64');
    await wb.notifications.click('63 added', 'Open Report');
    await page.wait('63 added, 1 skipped, 1 failed.');
    const [failed = '', skipped = '', ...others] = await page.attention();
    assert.match(failed, /^failed refused-one · hq .*errno 10003.* Show in File$/);
    assert.match(skipped, /^skipped differs · hq .* Edit Show in File$/);
    assert.deepEqual(others, []);
    await page.counts('65 trunks');
  });

  it('has no place for a secret, neither in what is shown nor in what it keeps', async () => {
    const html = await page.body.evaluate(({ ownerDocument }) => ownerDocument.documentElement.outerHTML);
    assert.ok(html.includes('refused-one'));
    assert.ok(!html.includes(planted));
    for (const { query } of hq.requests) {
      const token = query.get('token');
      assert.ok(token === null || !html.includes(token));
    }
  });

  it('leaves out what is not looked for, and brings the rest in order', async () => {
    await page.filter.fill('T-0');
    await page.counts('9 of 65 trunks match');
    await page.column('Trunk').click();
    await page.column('Trunk').click();
    assert.equal((await page.trunks())[0], 't-09');
    await wb.screenshot('report-page-filtered');
    await page.filter.fill('nothing-of-this-name');
    await page.counts('0 of 65 trunks match');
    await wb.screenshot('report-page-none');
    await page.clear();
    await page.counts('65 trunks');
    await isFocused(page.filter);
    await page.outcome('1 failed').click();
    await page.outcome('1 skipped').click();
    await page.counts('2 of 65 trunks match');
    await page.choosePbx('branch');
    await page.counts('0 of 65 trunks match');
    await page.choosePbx('');
    await page.counts('2 of 65 trunks match');
  });

  it('is there again after a reload, as it was looked at', async () => {
    // In a browser the editor writes its state down every few seconds, not when the page goes away.
    await eventually(
      async () =>
        Object.values(await browserStorage(wb.page)).some((text) =>
          /outcomes[^\]]+skipped[^\]]+failed/.test(text),
        ),
      (isStored) => isStored,
    );
    await wb.reload();
    await page.wait('63 added, 1 skipped, 1 failed.');
    await page.counts('2 of 65 trunks match');
    // In the order that was chosen.
    assert.deepEqual(await page.trunks(), ['refused-one', 'differs']);
    await page.clear();
    await page.counts('65 trunks');
  });

  it('is read with the keyboard alone', async () => {
    const press = (key: string) => wb.page.keyboard.press(key);
    await page.filter.focus();
    // Past the PBXes and the columns.
    for (let tabs = 0; tabs < 7; tabs += 1) await press('Tab');
    const focused = () => page.focusedRow();
    assert.equal(await focused(), 'to-hq');
    await press('End');
    assert.match((await focused()) ?? '', /^a-name-that-is-as-long/);
    await press('Home');
    assert.equal(await focused(), 'to-hq');
    await press('ArrowDown');
    assert.equal(await focused(), 't-60');
    await press('Enter');
    await wb.editor.waitFor();
    await wb.page.getByText(/Ln 62, Col/).waitFor();
    await back();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`can be read in ${theme}`, async () => {
      await wb.setTheme(theme);
      await page.scrollToTop();
      await wb.screenshot(`report-page-${theme}`);
      assert.deepEqual(await axeViolations(page.body), []);
    });
  }

  it('leads to the file, to the form that edits, and back', async () => {
    await wb.setTheme('light');
    await page.button('Plan').click();
    await wb.notifications.wait('Plan: 1 to add, 1 to update, 63 unchanged.');
    await back();
    await page.action('refused-one', 'Show in File').click();
    await wb.page.getByText(/Ln 63, Col/).waitFor();
    await back();
    await page.action('differs', 'Edit').click();
    await eventually(
      () => wb.tabs(),
      (tabs) => tabs.some((tab) => tab.includes('differs')),
    );
    await back();
  });

  it('tries again, undoes, and then offers neither', async () => {
    hq.fault = undefined;
    await page.button('Try Again').click();
    await wb.dialog.wait('Add 1 and update 1 on hq');
    await wb.dialog.click('Add 1');
    await wb.notifications.wait('1 added, 63 unchanged, 1 skipped.');
    // The report of the next part has come before that of the first.
    await page.wait('1 added, 63 unchanged, 1 skipped.');
    await page.button('Undo').click();
    await wb.dialog.wait('Undo the last run: delete 64 trunks');
    await wb.dialog.click('Undo');
    await wb.notifications.wait('Undone: 64 deleted.', 60_000);
    await page.button('Undo').waitFor({ state: 'hidden' });
    assert.deepEqual(
      [...hq.trunks.all(), ...branch.trunks.all()].map(({ trunkname }) => trunkname),
      ['differs'],
    );
    await wb.runCommand('PBX: Open Last Report');
    await page.wait('64 deleted.');
    await wb.screenshot('report-page-undone');
  });
});
