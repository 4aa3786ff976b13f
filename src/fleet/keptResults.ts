import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renameOver } from '../pbx/locks/renameOver.ts';

/** How many are kept. */
const mostKept = 20;
const extension = '.json';

/** The last results of all windows that no run wrote down, such as a drift, so that their pages outlive the window. */
export class KeptResults {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps one more, and forgets the oldest. @param result plain data without secrets. @returns its id. */
  async keep(result: unknown): Promise<string> {
    const id = `${Date.now().toString().padStart(15, '0')}-${randomUUID().slice(0, 8)}`;
    await this.replace(id, result);
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(extension)).sort();
    for (const name of names.slice(0, -mostKept)) await rm(join(this.#folder, name), { force: true });
    return id;
  }

  /** Keeps another result under an id. */
  async replace(id: string, result: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const path = this.#pathOf(id);
    const temporary = `${path}.tmp`;
    await writeFile(temporary, JSON.stringify(result), { mode: 0o600 });
    await renameOver(temporary, path);
  }

  /** What is kept under an id, as it was read; undefined when it no longer is, or cannot be read. */
  async read(id: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#pathOf(id), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** The id stands in the address of a page, which anybody may have written. */
  #pathOf(id: string): string {
    return join(this.#folder, `${id.replace(/[^0-9a-f-]/g, '')}${extension}`);
  }
}
