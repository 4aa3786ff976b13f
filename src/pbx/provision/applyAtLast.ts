import * as l10n from '@vscode/l10n';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { applyTooOftenErrno, busyErrno } from '../errno.ts';
import { asPbxError, isRefusal } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { maxRetries, wait, type Backoff } from './backoff.ts';

/** Settles the writes that met 10025. They are there either way; what is missing is that the PBX uses them. */
export async function applyAtLast(pbx: Pbx, outcomes: TrunkOutcome[], backoff: Backoff): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pbx.apply();
      return;
    } catch (thrown) {
      const error = asPbxError(thrown);
      if (isRefusal(error, busyErrno, applyTooOftenErrno) && attempt <= maxRetries) {
        await wait(backoff(attempt), undefined);
        continue;
      }
      const written = ['added', 'updated', 'deleted', 'restored'];
      for (const outcome of outcomes.filter((one) => written.includes(one.outcome))) {
        outcome.message = l10n.t(
          'Done, but not applied yet: {0} Apply the changes in the PBX’s web page.',
          error.message,
        );
      }
      return;
    }
  }
}
