import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptResults } from '../../../src/fleet/keptResults.ts';

describe('the results that are kept', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'pbx-kept-')), 'results');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('are there for every window, until there are too many', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 23; index += 1) ids.push(await new KeptResults(folder).keep({ index }));
    const kept = await Promise.all(ids.map((id) => new KeptResults(folder).read(id)));
    assert.equal(kept.filter((one) => one === undefined).length, 3);
    assert.equal((await readdir(folder)).length, 20);
  });

  it('can be replaced, under the same id', async () => {
    const results = new KeptResults(folder);
    const id = await results.keep({ at: 1 });
    await results.replace(id, { at: 2 });
    assert.deepEqual(await results.read(id), { at: 2 });
  });

  it('are none where a file cannot be read, or an id leads elsewhere', async () => {
    const results = new KeptResults(folder);
    const id = await results.keep({});
    await writeFile(join(folder, `${id}.json`), '{"torn');
    assert.equal(await results.read(id), undefined);
    await writeFile(join(folder, '..', 'abc.json'), '{}');
    assert.equal(await results.read('../abc'), undefined);
  });
});
