import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { PbxServices } from '../connections/services.ts';
import { pickSeveral } from '../base/quickInput.ts';
import { pickPbx } from '../connections/pickPbx.ts';
import { loadTrunkItems } from '../connections/loadTrunkItems.ts';

/** Asks for a PBX, unless it is known, and for some of its trunks. Undefined when the user leaves, or there are none. */
export async function pickTrunks(
  services: PbxServices,
  title: string,
  known: string | undefined,
): Promise<TrunkKey[] | undefined> {
  const name = known ?? (await pickPbx(services, title));
  if (name === undefined) return undefined;
  const items = await loadTrunkItems(services, name, {
    none: vscode.l10n.t('{0} has no SIP trunks.', outsideText(name)),
    unlisted: vscode.l10n.t('{0} cannot list its trunks. Delete them in its web page.', outsideText(name)),
  });
  if (!items) return undefined;
  const chosen = await pickSeveral(items, {
    title,
    placeHolder: vscode.l10n.t('Choose trunks of {0}', outsideText(name)),
    matchOnDescription: true,
  });
  return chosen?.map(({ trunkname }) => ({ pbx: name, trunkname }));
}
