import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLastRun } from '../../../../src/fleet/journal/lastRun.ts';
import { historyFolder, mostRuns, runsIn, tidyHistory } from '../../../../src/fleet/journal/runHistory.ts';
import { continueRun } from '../../../../src/fleet/provision/provisionFiles.ts';
import { undoLastRun } from '../../../../src/fleet/undo/undoRun.ts';
import { TestFleet } from '../../../support/fleet.ts';
import { assertKeepsSecrets, namesOn, provisionText, trunkLines } from '../../../support/fleetRuns.ts';
import { plantedPassword } from '../../../support/pbxClient.ts';

const text = (count: number) => `pbx: hq\ntrunks:\n${trunkLines(count)}`;

describe('the history of the runs', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const history = async () => (await fleet.journal()).history();
  /** Such as `provision 2, undo 2`: what was done, and to how many trunks; the newest run first. */
  const told = async () =>
    (await history()).map(({ parts }) =>
      parts.map(({ action, outcomes }) => `${action} ${outcomes.length.toString()}`).join(', '),
    );

  it('is empty at first', async () => {
    assert.deepEqual(await history(), []);
  });

  it('has the outcomes of every run, the newest first, and nothing that an undo would need', async () => {
    const pbx = await fleet.start('hq', {}, { trunks: [] });
    await provisionText(fleet, text(2));
    await undoLastRun(fleet, true);
    await provisionText(fleet, text(3));
    await continueRun(fleet, true);
    await provisionText(fleet, text(4));
    fleet.openAnotherWindow();
    assert.deepEqual(await told(), ['provision 4', 'provision 3, continue 3', 'provision 2, undo 2']);
    const [last, ...earlier] = await history();
    assert.deepEqual(earlier.at(-1)?.parts[0]?.files, ['trunks.yaml']);
    assert.deepEqual(earlier.at(-1)?.parts[0]?.outcomes[0]?.trunkname, 't-01');
    const kept = [...fleet.journalStorage.entries.keys()];
    assert.ok(kept.length > 0 && kept.every((key) => key.includes(last?.id ?? '')), kept.join());
    await assertKeepsSecrets(fleet, await history(), [plantedPassword]);

    const journal = await fleet.journal();
    assert.equal((await journal.last())?.id, last?.id);
    for (const { id } of earlier) assert.match(JSON.stringify(await findLastRun(journal, id)), /Another run/);
    assert.match(JSON.stringify(await undoLastRun(fleet, true, earlier[0]?.id)), /Another run/);
    assert.equal(namesOn(pbx).length, 4);
  });

  /** Files as of earlier runs, the oldest first, each of so many bytes. */
  const plant = async (count: number, bytes: number) => {
    const folder = historyFolder(join(fleet.path, '.runs'));
    await mkdir(folder, { recursive: true });
    const start =
      '{"event":"start","action":"provision","at":"2026-01-01T00:00:00Z","files":[],"trunks":0,"pbxes":[]}\n';
    for (let index = 0; index < count; index += 1) {
      const name = `${index.toString().padStart(15, '0')}-x.jsonl`;
      await writeFile(join(folder, name), start.padEnd(bytes, '\n'));
    }
    return folder;
  };

  it('has the last fifty runs', async () => {
    await fleet.start('hq', {}, { trunks: [] });
    const folder = await plant(60, 200);
    await provisionText(fleet, text(1));
    const runs = await history();
    assert.equal(runs.length, mostRuns);
    const names = (await readdir(folder)).sort();
    assert.deepEqual([names.length, names[0]?.slice(0, 15)], [mostRuns - 1, '000000000000011']);
  });

  it('has no more than so many bytes, the newest before others', async () => {
    const folder = await plant(10, 1000);
    await Promise.all([1, 2].map(() => tidyHistory(join(fleet.path, '.runs'), 3500)));
    assert.deepEqual(
      (await readdir(folder)).map((name) => Number(name.slice(0, 15))),
      [7, 8, 9],
    );
    await writeFile(join(folder, '000000000000010-x.jsonl'), 'no run\n');
    assert.equal((await runsIn(join(fleet.path, '.runs'))).length, 3);
  });
});
