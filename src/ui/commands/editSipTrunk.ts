import * as vscode from 'vscode';
import { isReservedName, trunkTypes } from '../../core/trunk.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { listTrunks } from '../../pbx/provision/listTrunks.ts';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { notify } from '../notify.ts';
import { whileAsking } from '../plan/whileAsking.ts';
import { pbxNameOf, pickPbx, trunkOf } from './arguments.ts';

/** *PBX: Edit SIP Trunk*: opens the form for the trunk of a node, of `{ pbx, trunkname }` or of a document, or asks which one. */
export async function run(app: App, target?: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit SIP Trunk');
  const named = trunkOf(target);
  const pbx = named?.pbx ?? pbxNameOf(target) ?? (await pickPbx(app, title));
  if (pbx === undefined) return;
  const trunkname = named?.trunkname ?? (await pickTrunk(app, pbx, title));
  if (trunkname !== undefined) await (await app.trunkEdit()).show({ pbx, trunkname });
}

/** Asks for one of the trunks that can be edited. Undefined when the user leaves, or there is none. */
async function pickTrunk(app: App, name: string, title: string): Promise<string | undefined> {
  if (!(await signInWhereNeeded(app, [name]))) return undefined;
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) {
    notify(app.log, 'error', problem);
    return undefined;
  }
  // Undefined too where the firmware cannot list its trunks.
  const asked = await whileAsking(async (signal) => ({
    trunks: await listTrunks(pbx, standardBackoff, signal),
  }));
  if (!asked) return undefined;
  const items = [...(asked.trunks?.values() ?? [])].flatMap(({ trunkname, trunktype = '', host = '' }) => {
    const type = trunkTypes.find((one) => one === trunktype.trim().toLowerCase());
    if (!type || isReservedName(trunkname)) return [];
    return [{ label: trunkname, description: host === '' ? type : `${type} · ${host}` }];
  });
  if (items.length === 0) {
    const words = asked.trunks
      ? vscode.l10n.t('{0} has no SIP trunk that could be edited.', name)
      : vscode.l10n.t('{0} cannot list its trunks. Change them in its web page.', name);
    notify(app.log, 'info', words);
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Choose a trunk of {0}', name);
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.label;
}
