import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';
import { Workbench } from './workbench.ts';

describe('the sample workspace of npm start', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.launch({
      files: Object.fromEntries(
        readdirSync('media/sample').map((name) => [name, readFileSync(`media/sample/${name}`, 'utf8')]),
      ),
      env: { PBX_TRUNKS_START_DEMO: '1' },
    });
  });
  after(() => workbench.close());

  it('has the Demo PBX running and signed in', async () => {
    await workbench.notifications.wait('Demo PBX');
    await workbench.pbx.open();
    await workbench.pbx.row('itsp-main').waitFor();
    await eventually(
      () => workbench.pbx.description('demo'),
      (words) => words.startsWith('1 of 5 failing · '),
    );
    await workbench.screenshot('sample-demo');
  });

  it('provisions its three trunks from the explorer', async () => {
    await workbench.explorer.open();
    await workbench.explorer.chooseFromMenu('trunks.yaml', 'Provision Trunks');
    for (const name of ['itsp-north', 'fax-gateway']) {
      await workbench.input.step(name);
      assert.equal(await workbench.input.masked(), true);
      await workbench.input.answer('anything');
    }
    await workbench.dialog.wait('Add 3 trunks to demo (http');
    await workbench.screenshot('sample-confirm');
    await workbench.dialog.click('Add 3 Trunks');
    await workbench.pbx.open();
    await eventually(
      () => workbench.pbx.names(),
      (names) => ['itsp-north', 'to-warehouse', 'fax-gateway'].every((name) => names.includes(name)),
    );
    await workbench.screenshot('sample-provisioned');
  });

  it('imports its CSV, and says which row is not whole', async () => {
    await workbench.explorer.open();
    await workbench.explorer.chooseFromMenu('provider.csv', 'Import Trunks from CSV…');
    await workbench.notifications.wait('2 of 3 rows imported; 1 has a problem.');
    await workbench.notifications.click('2 of 3 rows imported', 'Open YAML');
    await workbench.codeLens('Provision').first().waitFor();
    await workbench.screenshot('sample-imported');
  });
});
