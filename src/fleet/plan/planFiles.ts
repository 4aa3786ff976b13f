import type { RunRequest } from '../journal/journalEvents.ts';
import type { Fleet } from '../ports.ts';
import { prepareFiles, type FileServices } from '../provision/prepareFiles.ts';
import { comparePbxes, planOf, type Plan } from './plan.ts';

/**
 * Says what provisioning trunk files would change, and changes nothing. Asks nobody but the PBXes: what is missing is among
 * the problems.
 * @param trusted whether the user trusts the folder.
 */
export async function planFiles(
  services: FileServices & Pick<Fleet, 'settings' | 'unlistedTrunks'>,
  request: RunRequest,
  trusted: boolean,
): Promise<Plan> {
  const prepared = await prepareFiles(services, request, trusted);
  if ('failed' in prepared) {
    return { steps: [], problems: prepared.failed.map(({ pbx, message = '' }) => ({ pbx, message })) };
  }
  const { work } = prepared;
  return planOf(work, await comparePbxes(services, work, new AbortController().signal));
}
