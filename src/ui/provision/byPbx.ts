import type { Trunk } from '../../core/trunk.ts';
import { maxConcurrentPbxes } from '../connections/settings.ts';
import type { ProvisionWork } from './work.ts';

/** The trunks of each PBX, in the order in which the files name both. */
export function groupByPbx(work: readonly ProvisionWork[]): Map<string, Trunk[]> {
  const groups = new Map<string, Trunk[]>();
  for (const { pbx, trunk } of work) {
    const trunks = groups.get(pbx);
    if (trunks) trunks.push(trunk);
    else groups.set(pbx, [trunk]);
  }
  return groups;
}

/** Does something on every PBX, on `pbx.maxConcurrentPbxes` of them at the same time. */
export async function onEachPbx(
  names: Iterable<string>,
  task: (pbx: string) => Promise<void>,
): Promise<void> {
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await task(name);
  };
  await Promise.all(Array.from({ length: Math.min(maxConcurrentPbxes(), waiting.length) }, worker));
}
