import * as l10n from '@vscode/l10n';
import type { BoxLock } from './boxLock.ts';
import { Queue } from './queue.ts';

/**
 * The writes to one box: one after another, over all windows of the user and however the box's URL is spelled.
 * @param warn told, before anything is written, that other windows cannot be kept from writing at the same time.
 */
export function writeQueue(url: string, lock: BoxLock, warn: (words: string) => void): Queue {
  return new Queue((task, signal) =>
    lock.run(
      url,
      ({ isLocked }) => {
        if (!isLocked && !signal?.aborted) warn(notLocked(url, lock.folder));
        return task();
      },
      signal,
    ),
  );
}

function notLocked(url: string, folder: string): string {
  return l10n.t(
    'Other windows cannot be kept from changing {0} at the same time, since the lock for that cannot be written to {1}. Make that folder writable; until then, work with that PBX in one window only.',
    new URL(url).host,
    folder,
  );
}
