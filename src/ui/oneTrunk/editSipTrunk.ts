import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { isReservedName, trunkTypes } from '../../core/trunk.ts';
import type { OneTrunkServices } from './services.ts';
import { pickOne } from '../base/quickInput.ts';
import { pbxNameOf, trunkOf } from '../base/arguments.ts';
import { pickPbx } from '../connections/pickPbx.ts';
import { loadTrunkItems } from '../connections/loadTrunkItems.ts';

/** *PBX: Edit SIP Trunk*: opens the form for the trunk of a node, of `{ pbx, trunkname }` or of a document, or asks which one. */
export async function run(services: OneTrunkServices, target?: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit SIP Trunk');
  const named = trunkOf(target);
  const pbx = named?.pbx ?? pbxNameOf(target) ?? (await pickPbx(services, title));
  if (pbx === undefined) return;
  const trunkname = named?.trunkname ?? (await pickTrunk(services, pbx, title));
  if (trunkname !== undefined) await (await services.trunkEdit()).show({ pbx, trunkname });
}

/** Asks for one of the trunks that can be edited. Undefined when the user leaves, or there is none. */
async function pickTrunk(
  services: OneTrunkServices,
  name: string,
  title: string,
): Promise<string | undefined> {
  const words = {
    none: vscode.l10n.t('{0} has no SIP trunk that could be edited.', outsideText(name)),
    unlisted: vscode.l10n.t('{0} cannot list its trunks. Change them in its web page.', outsideText(name)),
  };
  const items = await loadTrunkItems(
    services,
    name,
    words,
    ({ trunkname, trunktype = '' }) =>
      !isReservedName(trunkname) && trunkTypes.some((one) => one === trunktype.trim().toLowerCase()),
  );
  if (!items) return undefined;
  const placeHolder = vscode.l10n.t('Choose a trunk of {0}', outsideText(name));
  const chosen = await pickOne(items, { title, placeHolder, matchOnDescription: true });
  return chosen?.trunkname;
}
