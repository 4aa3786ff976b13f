import type { ExistingTrunk } from '../../core/compare.ts';
import { applyTooOftenErrno, busyErrno, unsupportedErrno } from '../errno.ts';
import { isRefusal } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { maxRetries, wait, type Backoff } from '../backoff.ts';

/**
 * Every SIP trunk of the PBX by its name, by one `siptrunk/query`; a busy PBX gets some time. Undefined where the firmware
 * cannot list its trunks (10003).
 * @throws PbxError when the PBX cannot be asked.
 */
export async function listTrunks(
  pbx: Pbx,
  backoff: Backoff,
  signal?: AbortSignal,
): Promise<Map<string, ExistingTrunk> | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return new Map((await pbx.trunks(signal)).map((trunk) => [trunk.trunkname, trunk]));
    } catch (error) {
      if (isRefusal(error, unsupportedErrno)) return undefined;
      if (!isRefusal(error, busyErrno, applyTooOftenErrno) || attempt > maxRetries) throw error;
      await wait(backoff(attempt), signal);
    }
  }
}
