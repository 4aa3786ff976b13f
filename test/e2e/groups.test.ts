import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { ResultsPage } from './resultsPage.ts';
import { peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const trunk = (trunkname: string) =>
  `  - trunkname: ${trunkname}\n    trunktype: peer\n    host: sip.example.net\n    port: 5060\n`;

describe('groups of PBXes', function () {
  this.timeout(240_000);
  let wb: Workbench;
  const pbxes = new Map<string, TestPbx>();

  before(async () => {
    for (const name of ['hq', 'kiel', 'oslo', 'rome']) {
      pbxes.set(name, await startTestPbx({ trunks: [peer(`of-${name}`)] }));
    }
    wb = await Workbench.launch({
      files: { 'sites.trunks.yaml': `pbx: "@north"\ntrunks:\n${trunk('to-itsp')}` },
      settings: {
        'pbx.refreshInterval': 1,
        'pbx.connections': Object.fromEntries(
          [...pbxes].map(([name, { url }]) => [name, { url, username: 'api' }]),
        ),
      },
    });
  });
  after(async () => {
    await wb.close();
    for (const pbx of pbxes.values()) await pbx.stop();
  });

  const rows = (expected: string[]) =>
    eventually(
      () => wb.pbx.names(),
      (names) => names.join() === expected.join(),
    );

  it('are made of the rows that are selected, and stand above the other PBXes', async () => {
    await wb.pbx.open();
    await rows(['hq', 'kiel', 'oslo', 'rome']);
    await wb.pbx.chooseFromMenu(['kiel', 'oslo'], 'Set Group…');
    await wb.input.step('Set Group');
    await wb.input.answer('north');
    await wb.input.gone();
    await rows(['north', 'kiel', 'oslo', 'hq', 'rome']);
    await wb.pbx.chooseFromMenu('rome', 'Set Group…');
    await wb.input.item('New Group…').waitFor();
    assert.deepEqual(await wb.input.items(), ['north', 'New Group…']);
    await wb.screenshot('groups-choose');
    await wb.input.pick('New Group…');
    await wb.input.step('Set Group');
    await wb.input.answer('  ');
    await wb.input.validation('A group needs a name.');
    await wb.input.answer('south');
    await rows(['north', 'kiel', 'oslo', 'south', 'rome', 'hq']);
  });

  it('are signed in to together, and say how their PBXes are while they are closed', async () => {
    await wb.pbx.chooseFromMenu('north', 'Sign In…');
    for (const name of ['kiel', 'oslo']) {
      await wb.input.step(`Sign In to ${name}`);
      await wb.input.answer('demo-pbx');
    }
    await wb.input.gone();
    await wb.pbx.collapse('north');
    await rows(['north', 'south', 'rome', 'hq']);
    assert.equal(await wb.pbx.description('north'), '2 PBXes');
    const oslo = pbxes.get('oslo');
    oslo?.trunks.update(oslo.trunks.find('of-oslo')?.id ?? '', peer('of-oslo', 'gone.invalid'));
    await eventually(
      () => wb.pbx.description('north'),
      (text) => text === '1 trunk failing · 2 PBXes',
    );
    await wb.screenshot('groups');
    await wb.runCommand('PBX: Show Failing Trunks');
    await wb.pbx.rows().and(wb.pbx.row('of-oslo')).and(wb.page.locator('.selected')).waitFor();
  });

  it('stand for all their PBXes in a trunk file, which are compared from the menu of the group', async () => {
    await wb.openFile('sites.trunks.yaml');
    await wb.editor.waitFor();
    await wb.pbx.chooseFromMenu('north', 'Check for Drift');
    const page = new ResultsPage(wb);
    await page.wait('2 of 2 PBXes differ from their files.');
    const attention = await page.attention();
    for (const pbx of ['kiel', 'oslo'])
      assert.match(attention.join('\n'), new RegExp(`^missing .* · ${pbx} Not on the PBX`, 'm'));
    await wb.pbx.chooseFromMenu('south', 'Check for Drift');
    await wb.notifications.wait('Nothing to check: no trunk file names rome.');
    await wb.openFile('sites.trunks.yaml');
    await wb.runCommand('PBX: Provision Trunks');
    await wb.dialog.wait('Add 2 trunks');
    await wb.screenshot('groups-provision');
    await wb.dialog.click('Add 2 Trunks');
    await wb.notifications.wait('2 added');
    const added = [...pbxes].map(([name, pbx]) => [name, pbx.count('siptrunk/add')]);
    assert.deepEqual(Object.fromEntries(added), { hq: 0, kiel: 1, oslo: 1, rome: 0 });
  });

  it('go with their last PBX', async () => {
    await wb.pbx.chooseFromMenu('south', 'Set Group…');
    await wb.input.pick('No Group');
    // A row that is closed while the tree is filled anew is open again afterwards.
    await eventually(
      () => wb.pbx.names(),
      (names) => !names.includes('south'),
    );
    await wb.pbx.collapse('north');
    await rows(['north', 'hq', 'rome']);
  });
});
