import * as vscode from 'vscode';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { listTrunks } from '../../pbx/provision/listTrunks.ts';
import type { App } from '../app.ts';
import { pickPbx } from '../commands/arguments.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { notify } from '../notify.ts';
import { whileAsking } from '../plan/whileAsking.ts';

/** Asks for a PBX, unless it is known, and for some of its trunks. Undefined when the user leaves, or there are none. */
export async function pickTrunks(
  app: App,
  title: string,
  known: string | undefined,
): Promise<TrunkKey[] | undefined> {
  const name = known ?? (await pickPbx(app, title));
  if (name === undefined) return undefined;
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) {
    notify(app.log, 'error', problem);
    return undefined;
  }
  if (!(await signInWhereNeeded(app, [name]))) return undefined;
  const asked = await whileAsking(async (signal) => ({
    trunks: await listTrunks(pbx, standardBackoff, signal),
  }));
  if (!asked) return undefined;
  if (!asked.trunks || asked.trunks.size === 0) {
    const words = asked.trunks
      ? vscode.l10n.t('{0} has no SIP trunks.', name)
      : vscode.l10n.t('{0} cannot list its trunks. Delete them in its web page.', name);
    notify(app.log, 'info', words);
    return undefined;
  }
  const items = [...asked.trunks.values()]
    .map(({ trunkname, trunktype, host }) => ({
      label: trunkname,
      description: [trunktype, host].filter((part) => part !== undefined && part !== '').join(' · '),
    }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose trunks of {0}', name),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ label }) => ({ pbx: name, trunkname: label }));
}
