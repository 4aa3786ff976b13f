import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResultsPage } from './resultsPage.ts';
import { holdAddsAfter, startTestPbx, type TestPbx } from './testPbx.ts';
import { eventually } from './eventually.ts';
import { Workbench } from './workbench.ts';

const names = ['a', 'b', 'c', 'd'];
const trunks = Array.from(
  { length: 100 },
  (_, index) =>
    `  - {trunkname: t-${(index + 1).toString()}, trunktype: peer, host: h.example.net, port: 5060}\n`,
).join('');

describe('a run that stopped short', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let page: ResultsPage;
  const pbxes: TestPbx[] = [];
  const onPbxes = () => pbxes.map((pbx) => pbx.trunks.all().length);
  const added = (count: number) =>
    eventually(
      () => Promise.resolve(Math.min(...onPbxes())),
      (least) => {
        assert.ok(least >= count);
      },
      30_000,
    );

  before(async () => {
    while (pbxes.length < names.length) pbxes.push(await startTestPbx());
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
    await wb.close();
    for (const pbx of pbxes) await pbx.stop();
  });

  it('is cancelled in the middle, reported, continued and undone', async () => {
    const release = holdAddsAfter(5, pbxes);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    for (const name of names) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.dialog.wait('Add 400 trunks to a (http');
    await wb.dialog.click('Add 400 Trunks');
    await added(5);
    await wb.notifications.click('Provisioning trunks', 'Cancel');
    await wb.logged('Provisioning trunks: cancelled.');
    release();
    assert.equal(await wb.notifications.wait('Cancelled:'), 'Cancelled: 24 added, 376 skipped.');
    assert.deepEqual(onPbxes(), [6, 6, 6, 6]);
    assert.deepEqual(await wb.notifications.buttons('Cancelled:'), [
      'Continue',
      'Undo',
      'Open Report',
      'Show Output',
    ]);

    await wb.notifications.click('Cancelled:', 'Open Report');
    await page.wait('Cancelled: 24 added, 376 skipped.');
    await wb.screenshot('report');

    await page.button('Continue').click();
    await wb.dialog.wait('Add 376 trunks to a (http');
    await wb.dialog.click('Add 376 Trunks');
    await wb.notifications.wait('376 added, 24 unchanged.', 60_000);
    assert.deepEqual(onPbxes(), [100, 100, 100, 100]);
    for (const pbx of pbxes) assert.equal(pbx.count('siptrunk/add'), 100);

    await wb.notifications.click('376 added, 24 unchanged.', 'Undo');
    // In the order in which they were written to last.
    await wb.dialog.wait(/Undo the last run: delete 400 trunks from (?:[a-d] \(http\S+\)(?:, )?){4}\?/);
    await wb.screenshot('undo-confirm');
    await wb.dialog.click('Undo');
    assert.equal(await wb.notifications.wait('Undone:', 60_000), 'Undone: 400 deleted.');
    assert.deepEqual(onPbxes(), [0, 0, 0, 0]);

    await wb.runCommand('PBX: Run History…');
    await wb.input.step('Run History');
    assert.equal((await wb.input.items()).length, 3);
    await wb.screenshot('run-history');
    await wb.input.type('Undo');
    await wb.input.accept();
    await page.wait('400 deleted.');
  });

  /** Begins a run that waits after five trunks of each PBX, and lets `interrupt` end its window. */
  async function breakOff(interrupt: () => Promise<void>): Promise<void> {
    // Slow enough for the editor to have brought the secret storage to its disk.
    const release = holdAddsAfter(5, pbxes, 200);
    await wb.openFile('trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 400 trunks to a (http');
    await wb.dialog.click('Add 400 Trunks');
    await added(5);
    await writtenDown(20);
    await interrupt();
    release();
    await wb.runCommand('PBX: Open Last Report');
    await page.wait(/Broke off before its end: 20 added\. Of 400 trunks/);
  }

  /** Waits until so many outcomes of the last run are on the disk: what a moment gathered is lost with the process. */
  const writtenDown = (count: number) =>
    eventually(
      () => {
        const storage = join(wb.server.userData, 'User/globalStorage');
        const files = readdirSync(storage, { recursive: true, encoding: 'utf8' });
        const last = files.filter((name) => name.endsWith('.jsonl')).sort();
        return Promise.resolve(readFileSync(join(storage, last.at(-1) ?? ''), 'utf8'));
      },
      (text) => {
        assert.equal(text.match(/"outcome":"added"/g)?.length, count);
      },
    );

  /** Undoes what is known of the run. */
  async function takeBack(): Promise<void> {
    await wb.runCommand('PBX: Undo Last Run');
    await wb.dialog.wait('Undo the last run: delete');
    await wb.dialog.click('Undo');
    await wb.notifications.wait('Undone:', 60_000);
    // What was on its way when the window went is not known to be the run's own.
    assert.ok(
      onPbxes().every((count) => count <= 1),
      onPbxes().join(),
    );
  }

  it('is found again by a window that was reloaded in the middle', async () => {
    await breakOff(() => wb.reload());
    await wb.screenshot('report-after-reload');
    await takeBack();
  });

  it('is continued and undone after its process was killed in the middle', async () => {
    for (const pbx of pbxes) pbx.trunks.delete('all');
    await breakOff(() => wb.crash());
    const adds = () => pbxes.reduce((sum, pbx) => sum + pbx.count('siptrunk/add'), 0);
    const before = adds();
    await wb.runCommand('PBX: Continue Last Run');
    const [count = ''] =
      /Add (\d+) trunks to a \(/.exec(await wb.dialog.wait('trunks to a (http'))?.slice(1) ?? [];
    await wb.dialog.click(`Add ${count} Trunks`);
    await wb.notifications.wait(/^\d+ added, \d+ unchanged\.$/, 60_000);
    assert.deepEqual(onPbxes(), [100, 100, 100, 100]);
    // Those that arrived are not sent again.
    assert.equal(adds() - before, Number(count));
    await takeBack();
  });
});
