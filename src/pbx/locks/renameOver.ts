import { rename } from 'node:fs/promises';
import { wait } from '../backoff.ts';

/** How often a new file is tried to be put in the place of the old one. */
const tries = 4;

/**
 * Puts a file in the place of another. Windows refuses that for a moment while a virus scanner, say, looks at one of them.
 * @throws when it goes on refusing.
 */
export async function renameOver(next: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(next, path);
      return;
    } catch (error) {
      const isBusy = ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!isBusy || attempt === tries) throw error;
      await wait(20 * attempt, undefined);
    }
  }
}
