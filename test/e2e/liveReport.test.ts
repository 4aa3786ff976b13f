import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import { eventually, isFocused } from './eventually.ts';
import { ResultsPage } from './resultsPage.ts';
import { holdAddsAfter, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const names = ['a', 'b', 'c', 'd'];
const trunks = Array.from(
  { length: 100 },
  (_, index) =>
    `  - {trunkname: t-${(index + 1).toString()}, trunktype: peer, host: h.example.net, port: 5060}\n`,
).join('');

describe('a run that is watched on its page', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let page: ResultsPage;
  let pbxes: TestPbx[];
  let release: () => void;

  before(async () => {
    pbxes = await Promise.all(names.map(() => startTestPbx()));
    wb = await Workbench.launch({
      files: { 'trunks.yaml': `pbx: [${names.join(', ')}]\ntrunks:\n${trunks}` },
      settings: {
        'pbx.connections': Object.fromEntries(
          names.map((name, index) => [name, { url: pbxes[index]?.url, username: 'api' }]),
        ),
      },
    });
    page = new ResultsPage(wb);
  });
  after(async () => {
    release();
    await wb.close();
    await Promise.all(pbxes.map((pbx) => pbx.stop()));
  });

  const statusBar = () => wb.page.locator('.part.statusbar [id="pbx-trunks.pbx-trunks.pbx.run"]');
  const outcomeOf = async (trunkname: string) => {
    const texts = await page.outcomes(trunkname);
    return texts.join(' ');
  };

  it('is reached from the status bar, with every trunk in it', async () => {
    release = holdAddsAfter(5, pbxes);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    for (const name of names) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.dialog.wait('Add 400 trunks to a (http');
    await wb.dialog.click('Add 400 Trunks');
    await statusBar().filter({ hasText: '20 of 400 trunks done on 4 PBXes' }).click();
    await page.wait('20 of 400 trunks done on 4 PBXes');
    await page.counts('400 trunks');
    await page.outcome('20 added').waitFor();
    await page.outcome('4 being done').waitFor();
    await page.outcome('376 waiting').waitFor();
    assert.match(await outcomeOf('t-1'), /^added/);
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`can be read in ${theme} while it goes on`, async () => {
      await wb.setTheme(theme);
      await page.scrollToTop();
      await wb.screenshot(`live-report-${theme}`);
      assert.deepEqual(await axeViolations(page.body), []);
    });
  }

  it('keeps the sort, the filter, the focus and its row while rows change', async () => {
    await wb.setTheme('light');
    await page.column('Trunk').click();
    await page.choosePbx('b');
    await page.counts('100 of 400 trunks match');
    await page.filter.focus();
    // Past the PBXes, the button that clears, and the columns.
    for (let tabs = 0; tabs < 8; tabs += 1) await wb.page.keyboard.press('Tab');
    await wb.page.keyboard.press('End');
    for (let rows = 0; rows < 60; rows += 1) await wb.page.keyboard.press('ArrowUp');
    const focused = await page.focusedRow();
    assert.equal(focused, 't-40');
    const place = await page.focusedPlace();
    release();
    release = holdAddsAfter(45, pbxes);
    const [, second] = pbxes;
    const held = second?.fault;
    // What comes above the table does not move it away from who reads in it.
    if (second) {
      second.fault = (request) =>
        request.endpoint === 'siptrunk/add' && request.body.includes('t-20')
          ? { kind: 'errno', errno: '10003' }
          : held?.(request);
    }
    // One that was held and 45 more on each.
    await page.wait('204 of 400 trunks done on 4 PBXes');
    assert.equal(await page.focusedRow(), focused);
    assert.match(await outcomeOf('t-40'), /^added/);
    assert.match((await page.attention()).join(), /^failed t-20 · b .*errno 10003/);
    // A page is scrolled by whole pixels.
    const moved = ((await page.focusedPlace())?.y ?? Infinity) - (place?.y ?? 0);
    assert.ok(Math.abs(moved) <= 1, `The row has moved by ${moved.toString()} pixels`);
    await page.counts('100 of 400 trunks match');
    await wb.screenshot('live-report-moving');
  });

  it('is cancelled with the keyboard, says that it stops, and becomes the report in the same tab', async () => {
    await page.clear();
    await page.scrollToTop();
    const tabs = await wb.tabs();
    await page.button('Cancel').focus();
    await wb.page.keyboard.press('Enter');
    await page.wait('204 of 400 trunks done on 4 PBXes. Stopping…');
    await page.button('Stopping…').waitFor();
    await wb.logged('Provisioning trunks: cancelled.');
    await wb.screenshot('live-report-stopping');
    release();
    await page.wait('Cancelled: 207 added, 192 skipped, 1 failed.');
    await page.button('Continue').waitFor();
    assert.deepEqual(await wb.tabs(), tabs);
    assert.equal(await page.button('Cancel').count(), 0);
    assert.equal(await page.outcome('waiting').count(), 0);
    await isFocused(page.headline);
    await statusBar().waitFor({ state: 'hidden' });
    await wb.screenshot('live-report-cancelled');
  });

  it('is continued from its page, which leads to that of the next part', async () => {
    release = holdAddsAfter(10, pbxes);
    await page.button('Continue').click();
    await wb.dialog.wait('Add 193 trunks');
    await wb.dialog.click('Add 193 Trunks');
    await page.button('Cancel').waitFor();
    await page.outcome('4 being done').waitFor();
    await wb.screenshot('live-report-continued');
    release();
    await page.wait('193 added, 207 unchanged.');
    assert.deepEqual(
      pbxes.map((pbx) => pbx.trunks.all().length),
      [100, 100, 100, 100],
    );
  });

  it('is undone from its page, while somebody watches', async () => {
    await page.button('Undo').click();
    await wb.dialog.wait('Undo the last run: delete 400 trunks');
    await wb.dialog.click('Undo');
    await page.wait('400 deleted.');
    assert.deepEqual(
      pbxes.map((pbx) => pbx.trunks.all().length),
      [0, 0, 0, 0],
    );
    await wb.screenshot('live-report-undone');
  });

  it('goes on when its page is closed, and is opened again by Open Last Report', async () => {
    release = holdAddsAfter(2, pbxes);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 400 trunks to a (http');
    await wb.dialog.click('Add 400 Trunks');
    await statusBar().filter({ hasText: '8 of 400' }).waitFor();
    await wb.runCommand('PBX: Open Last Report');
    await page.wait('8 of 400 trunks done on 4 PBXes');
    await wb.runCommand('View: Close Editor');
    release();
    release = holdAddsAfter(2, pbxes);
    await statusBar().filter({ hasText: '20 of 400' }).waitFor();
    await wb.runCommand('PBX: Open Last Report');
    await page.wait('20 of 400 trunks done on 4 PBXes');
  });

  it('has broken off when the window is reloaded in the middle, and can be continued', async () => {
    await wb.reload();
    await wb.runCommand('PBX: Open Last Report');
    await page.wait('Broke off before its end: 20 added. Of 400 trunks, 20 have a result.');
    await page.button('Continue').waitFor();
    await eventually(
      () => statusBar().count(),
      (count) => count === 0,
    );
    await wb.screenshot('live-report-broken-off');
  });
});
