import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathOfRun, runIds } from './runFolder.ts';
import { readParts, type StoredRun } from './storedRun.ts';

/** How many runs are kept, the last one included. */
export const mostRuns = 50;
/** How many bytes those before the last one may have together. */
const mostBytes = 5_000_000;

/** Where the runs before the last one are, beside those that may be under way. They can be read, and nothing more. */
export function historyFolder(folder: string): string {
  return join(dirname(folder), 'earlierRuns');
}

/** Takes a run from among those that can be continued into the history. Where that cannot be, it is forgotten. */
export async function moveIntoHistory(folder: string, id: string): Promise<void> {
  const history = historyFolder(folder);
  try {
    await mkdir(history, { recursive: true });
    await rename(pathOfRun(folder, id), pathOfRun(history, id));
  } catch {
    await rm(pathOfRun(folder, id), { force: true });
  }
}

/** Forgets what is too old or too much. Another window may do the same at this moment. */
export async function tidyHistory(folder: string, bytes = mostBytes): Promise<void> {
  const history = historyFolder(folder);
  let kept = 1;
  let left = bytes;
  for (const id of (await runIds(history)).reverse()) {
    const path = pathOfRun(history, id);
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    kept += 1;
    left -= size;
    if (kept > mostRuns || left < 0) await rm(path, { force: true });
  }
}

/** The last runs of all windows, the newest first. */
export async function runsIn(folder: string): Promise<StoredRun[]> {
  const found = await Promise.all(
    [folder, historyFolder(folder)].map(async (own) =>
      (await runIds(own)).map((id) => ({ id, path: pathOfRun(own, id) })),
    ),
  );
  // One may have been moved between the two looks.
  const paths = new Map(found.flat().map(({ id, path }) => [id, path]));
  const newest = [...paths].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, mostRuns);
  const runs: StoredRun[] = [];
  for (const [id, path] of newest) {
    const parts = readParts(await readFile(path, 'utf8').catch(() => ''));
    if (parts.length > 0) runs.push({ id, parts });
  }
  return runs;
}
