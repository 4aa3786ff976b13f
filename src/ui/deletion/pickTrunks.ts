import * as vscode from 'vscode';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { PbxServices } from '../connections/services.ts';
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
    none: vscode.l10n.t('{0} has no SIP trunks.', name),
    unlisted: vscode.l10n.t('{0} cannot list its trunks. Delete them in its web page.', name),
  });
  if (!items) return undefined;
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose trunks of {0}', name),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ trunkname }) => ({ pbx: name, trunkname }));
}
