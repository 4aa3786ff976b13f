import type * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import type { ExistingTrunk } from '../../core/compare.ts';
import { standardBackoff } from '../../pbx/backoff.ts';
import { listTrunks } from '../../pbx/provision/listTrunks.ts';
import type { PbxServices } from './services.ts';
import { signInWhereNeeded } from './askToSignIn.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';

/** What is said where there is nothing to choose from. */
export interface NoTrunkWords {
  none: string;
  /** For firmware that cannot list its trunks. */
  unlisted: string;
}

/**
 * The SIP trunks of a PBX as items of a quick pick, after a sign-in where that is needed.
 * @param fits leaves out trunks that are not to be chosen.
 * @returns undefined when the user left, or was told why there are none.
 */
export async function loadTrunkItems(
  services: PbxServices,
  name: string,
  words: NoTrunkWords,
  fits: (trunk: ExistingTrunk) => boolean = () => true,
): Promise<(vscode.QuickPickItem & { trunkname: string })[] | undefined> {
  const { log, pbxes } = services;
  const { pbx, problem } = await pbxes.open(name);
  if (!pbx) {
    notify(log, 'error', problem);
    return undefined;
  }
  if (!(await signInWhereNeeded(services, [name]))) return undefined;
  const asked = await askWithProgress(async (signal) => ({
    trunks: await listTrunks(pbx, standardBackoff, signal),
  }));
  if (!asked) return undefined;
  const items = [...(asked.trunks?.values() ?? [])]
    .filter(fits)
    .map(({ trunkname, trunktype, host }) => ({
      trunkname,
      label: trunkname,
      description: [trunktype, host].filter((part) => part !== undefined && part !== '').join(' · '),
    }))
    .sort((a, b) => byName(a.trunkname, b.trunkname));
  if (items.length > 0) return items;
  notify(log, 'info', asked.trunks ? words.none : words.unlisted);
  return undefined;
}
