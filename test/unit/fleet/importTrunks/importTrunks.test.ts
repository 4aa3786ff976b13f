import assert from 'node:assert/strict';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importRows } from '../../../../src/core/trunkImport/importRows.ts';
import { addToFile } from '../../../../src/fleet/importTrunks/addToFile.ts';
import { importTrunks, type ImportSummary } from '../../../../src/fleet/importTrunks/importTrunks.ts';
import { readCsvFile } from '../../../../src/fleet/importTrunks/readCsvFile.ts';
import { TestFleet } from '../../../support/fleet.ts';

const header = 'trunkname,trunktype,username,password\n';
const account = (name: string, password: string) => `${name},account,u-${name},${password}\n`;
const rowsOf = ({ problems }: ImportSummary) => problems.map(({ row }) => row);

describe('importing a CSV file', () => {
  let fleet: TestFleet;
  let yaml: string;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    yaml = fleet.uri('new.trunks.yaml');
  });
  afterEach(() => fleet.end());

  const { signal } = new AbortController();
  const imported = (csv: string, trusted = true) => importTrunks(fleet, { csv, yaml, trusted }, signal);
  const one = () => fleet.file('a.csv', header + account('csv-a', 'pl4nted-a'));
  const textOf = () => fleet.textOf(yaml);

  it('writes once when it runs twice, and adds only what is new to a file that is there', async () => {
    const csv = await one();
    const all = { rows: 1, imported: 1, problems: [] };
    assert.deepEqual(await imported(csv), all);
    const commented = `# mine\n${await textOf()}`;
    await fleet.file('new.trunks.yaml', commented);
    assert.deepEqual(await imported(csv), all);
    assert.equal(await textOf(), commented);

    const more = await fleet.file(
      'b.csv',
      header + account('csv-a', 'other') + account('csv-b', 'pl4nted-b'),
    );
    const result = await imported(more);
    assert.deepEqual([result.imported, rowsOf(result)], [1, [2]]);
    assert.match(result.problems[0]?.message ?? '', /other settings \(password\)/);
    const text = await textOf();
    assert.ok(text.startsWith(commented));
    assert.equal(text.match(/trunkname: csv-a$/gm)?.length, 1);
    assert.match(text, /---\ntrunks:\n {2}- trunkname: csv-b\n/);
    assert.doesNotMatch(`${text}${JSON.stringify(result)}`, /pl4nted/);
    assert.equal(fleet.secrets.values.get('csv-b'), 'pl4nted-b');
  });

  for (const locked of ['get', 'store'] as const) {
    it(`writes no file and says why in words while the keyring fails (${locked})`, async () => {
      const csv = await one();
      fleet.secrets.storage.locked.add(locked);
      const { imported: count, problems } = await imported(csv);
      assert.equal(count, 0);
      assert.match(problems[0]?.message ?? '', /^new\.trunks\.yaml was left as it is: .*Unlock the keyring/);
      await assert.rejects(textOf(), { code: 'ENOENT' });
      fleet.secrets.storage.locked.clear();
      assert.equal((await imported(csv)).imported, 1);
    });
  }

  it('keeps the encoding, the mark and the line breaks of a file that it adds to', async () => {
    const csv = await one();
    await fleet.file('new.trunks.yaml', '\ufeff# mine\r\n\r\n');
    assert.equal((await imported(csv)).imported, 1);
    assert.match(await textOf(), /^\ufeff# mine\r\n---\r\ntrunks:\r\n {2}- trunkname: csv-a\r\n/);
    assert.doesNotMatch(await textOf(), /[^\r]\n/);

    const latin = Buffer.from('# caf\xe9\n', 'latin1');
    await fleet.file('new.trunks.yaml', latin);
    const result = await imported(csv);
    assert.equal(result.imported, 0);
    assert.match(result.problems[0]?.message ?? '', /new\.trunks\.yaml: .*not text in UTF-8/);
    assert.deepEqual(await readFile(fileURLToPath(yaml)), latin);
  });

  it('refuses bytes that are not what their mark says, and a letter that was lost before', async () => {
    const utf16 = Buffer.from(`\ufeff${header}${account('csv-a', 'pl4nted-a')}`, 'utf16le');
    const halved = await imported(await fleet.file('a.csv', utf16.subarray(0, -1)));
    assert.deepEqual([halved.imported, rowsOf(halved)], [0, [1]]);
    assert.match(halved.problems[0]?.message ?? '', /mark of UTF-16 LE/);
    const lost = await imported(await fleet.file('b.csv', header + account('M\ufffdnchen', 'pl4nted-a')));
    assert.deepEqual([lost.imported, rowsOf(lost)], [0, [2]]);
    assert.match(lost.problems[0]?.message ?? '', /trunkname.*U\+FFFD/);
    await assert.rejects(textOf());
  });

  it('writes each trunk once when it is called several times at once', async () => {
    const csv = await one();
    const results = await Promise.all([1, 2, 3].map(() => imported(csv)));
    for (const result of results) assert.deepEqual(result, { rows: 1, imported: 1, problems: [] });
    assert.equal((await textOf()).match(/trunkname: csv-a$/gm)?.length, 1);
  });

  it('makes the folder of the YAML', async () => {
    const csv = await one();
    yaml = fleet.uri('new/folder/a.trunks.yaml');
    assert.equal((await imported(csv)).imported, 1);
  });

  it('says why the YAML cannot be written', async function () {
    // There, links are for administrators.
    if (process.platform === 'win32') this.skip();
    const csv = await one();
    await symlink(join(fleet.path, 'none/b.yaml'), join(fleet.path, 'b.trunks.yaml'));
    yaml = fleet.uri('b.trunks.yaml');
    const { problems, ...counts } = await imported(csv);
    assert.deepEqual(counts, { rows: 1, imported: 0 });
    assert.match(
      problems[0]?.message ?? '',
      /^b\.trunks\.yaml cannot be written, so nothing was imported: ENOENT/,
    );
  });

  it('leaves a file alone that has errors, or that changed meanwhile', async () => {
    const csv = await one();
    await fleet.file('new.trunks.yaml', 'trunks: [\n');
    const broken = await imported(csv);
    assert.deepEqual([broken.rows, broken.imported, rowsOf(broken)], [1, 0, [1]]);
    assert.equal(await textOf(), 'trunks: [\n');

    await fleet.file('new.trunks.yaml', '# mine\n');
    fleet.secrets.beforeKeep = () => writeFile(fileURLToPath(yaml), '# somebody else\n');
    const changed = await imported(csv);
    assert.match(changed.problems[0]?.message ?? '', /changed meanwhile, so nothing was imported/);
    assert.equal(await textOf(), '# somebody else\n');
  });

  it('answers in words for a file that is missing, too large, has no header, or a column that nobody knows', async () => {
    const csv = await fleet.file('a.csv', 'a,account,u,pl4nted-headless\n');
    const large = await fleet.file('large.csv', Buffer.alloc(20_000_001, 'a'));
    for (const file of [fleet.uri('none.csv'), large, csv]) {
      const result = await imported(file);
      assert.deepEqual([result.rows, result.imported, rowsOf(result)], [0, 0, [1]]);
      assert.doesNotMatch(JSON.stringify(result), /pl4nted/);
    }
    await assert.rejects(textOf());
    const strange = await fleet.file('b.csv', 'trunkname,host,Vertrag\na,h,4711\n');
    const result = await imported(strange);
    assert.deepEqual([result.imported, rowsOf(result)], [1, [1]]);
    assert.match(result.problems[0]?.message ?? '', /“Vertrag” is not known/);
    const answers = { vertrag: 'ignore' as const };
    const again = await importTrunks(fleet, { csv: strange, yaml, answers, trusted: true }, signal);
    assert.deepEqual(again.problems, []);
  });

  it('imports nothing and keeps nothing where the folder is not trusted', async () => {
    const { imported: count, problems } = await imported(await one(), false);
    assert.equal(count, 0);
    assert.match(problems[0]?.message ?? '', /not trusted/);
    assert.equal(fleet.secrets.values.size, 0);
  });

  it('writes no file when it was cancelled while the passwords were kept', async () => {
    const file = await readCsvFile(
      fleet,
      await fleet.file('a.csv', header + account('a', 'one-1') + account('b', 'two-2')),
      {},
    );
    assert.ok('records' in file);
    const stop = new AbortController();
    const result = await addToFile(fleet, yaml, importRows(file.records, file.columns), stop.signal, () => {
      stop.abort();
    });
    assert.match(result.failed ?? '', /^Cancelled/);
    assert.deepEqual([...fleet.secrets.values.keys()], ['a']);
    await assert.rejects(textOf());
  });
});
