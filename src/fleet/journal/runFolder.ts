import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredRun } from './storedRun.ts';

const extension = '.jsonl';

/** Where a run is written down. */
export function pathOfRun(folder: string, id: string): string {
  return join(folder, id + extension);
}

/** The runs that have a file, the last one at the end. */
export async function runIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();
}

/** The last run of all windows; what reads it is loaded only if there is one. */
export async function lastRunIn(folder: string): Promise<StoredRun | undefined> {
  for (const id of (await runIds(folder)).reverse()) {
    const { readParts } = await import('./storedRun.ts');
    const parts = readParts(await readFile(pathOfRun(folder, id), 'utf8').catch(() => ''));
    if (parts[0]?.action === 'provision') return { id, parts };
  }
  return undefined;
}
