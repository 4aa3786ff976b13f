import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyDialect, signIn, startEveryDialect } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const exported = (name: string) => readFileSync(`test/fixtures/import/${name}.csv`, 'utf8');

/** The PBXes that the rows of a file name are called otherwise here. */
const namedHere = (csv: string) =>
  csv.replaceAll('hq', 'json').replaceAll('branch;', 'xml;').replaceAll('branch"', 'xml"');

describe('the CSV exports of other systems', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let started: Awaited<ReturnType<typeof startEveryDialect>>;

  before(async () => {
    started = await startEveryDialect(() => ({}));
    wb = await Workbench.launch({
      files: {
        'yeastar.csv': exported('yeastar'),
        'freepbx.csv': exported('freepbx'),
        'excel.csv': namedHere(exported('excel')),
      },
      settings: { 'pbx.connections': started.connections, 'pbx.verifyTimeout': 0 },
    });
    for (const name of everyDialect) await signIn(wb, name);
  });
  after(async () => {
    await wb.close();
    await started.stop();
  });

  const written = (name: string) => join(wb.folder, `${name}.trunks.yaml`);
  const importing = async (name: string) => {
    await wb.explorer.open();
    await wb.explorer.chooseFromMenu(`${name}.csv`, 'Import Trunks from CSV…');
  };

  for (const [name, words] of [
    ['yeastar', '2 of 3 rows imported; 1 has a problem.'],
    ['freepbx', '3 of 5 rows imported; 2 have problems.'],
  ] as const) {
    it(`are imported for every PBX (${name})`, async () => {
      await importing(name);
      for (const pbx of everyDialect) await wb.input.pick(pbx);
      await wb.input.accept();
      await wb.notifications.wait(words);
      await wb.screenshot(`import-${name}`);
      assert.doesNotMatch(readFileSync(written(name), 'utf8'), /pl4nted/);
      await wb.notifications.dismiss(words);
    });
  }

  it('are imported for the PBXes that their rows name (excel)', async () => {
    await importing('excel');
    await wb.input.step('column “Kennung”');
    await wb.input.pick('authname');
    await wb.input.step('column “Kunde”');
    await wb.input.pick('Ignore');
    await wb.notifications.wait('3 of 7 rows imported');
    await wb.screenshot('import-excel');
  });

  it('are provisioned together to PBXes of every kind', async () => {
    const files = ['excel', 'freepbx', 'yeastar'].map((name) => `${name}.trunks.yaml`);
    await wb.explorer.chooseFromMenu(files, 'Provision Trunks');
    await wb.dialog.wait('Add');
    await wb.screenshot('import-provision');
    await wb.dialog.click('Add 18 Trunks');
    await wb.notifications.wait('18 added');
    const { json, xml, yeastar } = started.pbxes;
    assert.deepEqual(
      [json, xml, yeastar].map(({ trunks }) => trunks.all().length),
      [7, 6, 5],
    );
    for (const { trunks } of [json, xml, yeastar]) {
      assert.equal(trunks.find('ITSP-Berlin')?.username, '0049301234');
      assert.equal(trunks.find('ITSP-Paris')?.password, 'pl4nted,Csv "Paris"');
    }
    assert.equal(json.trunks.find('münchen')?.authname, '0123-auth');
    assert.equal(xml.trunks.find('phones')?.password, '=SUM(A1:A9)');
    assert.doesNotMatch(wb.log(), /pl4nted/);
    await wb.screenshot('import-provisioned');

    await wb.notifications.dismiss('18 added');
    await wb.explorer.chooseFromMenu(files, 'Plan Trunks');
    await wb.notifications.wait('Nothing to do: 18 unchanged.');
  });
});
