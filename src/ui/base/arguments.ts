import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { trunkOfUri } from './trunkUri.ts';
import { plainText } from './plainText.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';

/** The PBX that a menu or a caller names: a node of the explorer, `{ pbx: name }`, or nothing. */
export function pbxNameOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('pbx' in target && typeof target.pbx === 'string') return target.pbx;
  if ('kind' in target && target.kind === 'pbx' && 'name' in target) return String(target.name);
  if ('parent' in target) return pbxNameOf(target.parent);
  return undefined;
}

/** The trunk that a menu or a caller names: a node of the explorer, `{ pbx, trunkname }`, or the document that shows it. */
export function trunkOf(target: unknown): TrunkKey | undefined {
  if (target instanceof vscode.Uri) return trunkOfUri(target);
  const pbx = pbxNameOf(target);
  if (pbx === undefined || typeof target !== 'object' || target === null) return undefined;
  if (!('trunkname' in target) || typeof target.trunkname !== 'string') return undefined;
  return target.trunkname === '' ? undefined : { pbx, trunkname: target.trunkname };
}

/** What a menu means: all that is selected, or else what was clicked; also what a caller gives, one or a list. */
export function chosenOf(target: unknown, selection: unknown): unknown[] {
  return [Array.isArray(selection) && selection.length > 0 ? selection : target].flat();
}

/** The trunks that a menu or a caller means. */
export function trunksOf(target: unknown, selection: unknown): TrunkKey[] {
  return chosenOf(target, selection).flatMap((one) => trunkOf(one) ?? []);
}

/** The trunk of the document in front. */
export function trunkInEditor(): TrunkKey | undefined {
  return trunkOf(vscode.window.activeTextEditor?.document.uri);
}

/**
 * True for an argument that has these keys, whatever their values: such a call is automation's and wants no question, even
 * where a value is wrong.
 */
export function hasKeys<K extends string>(target: unknown, ...keys: K[]): target is Record<K, unknown> {
  return typeof target === 'object' && target !== null && keys.every((key) => key in target);
}

/** Asks for a PBX where there are several; with one there is nothing to ask. Undefined when the user leaves. */
export async function pickPbx(app: App, title: string): Promise<string | undefined> {
  const configured = app.pbxes.list();
  if (configured.length === 0) {
    const add = vscode.l10n.t('Add PBX…');
    const demo = vscode.l10n.t('Start Demo PBX');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('No PBX is configured yet. Add one of yours, or try the Demo PBX.'),
      add,
      demo,
    );
    if (chosen === add) await vscode.commands.executeCommand('pbx.addPbx');
    if (chosen === demo) await vscode.commands.executeCommand('pbx.startDemoPbx');
    return undefined;
  }
  if (configured.length === 1) return configured[0]?.name;
  const item = await vscode.window.showQuickPick(pbxItems(app), {
    title,
    placeHolder: vscode.l10n.t('Choose a PBX'),
  });
  return item?.name;
}

/** Asks for PBXes where there are several. Undefined when the user leaves or chooses none. */
export async function pickPbxes(app: App, title: string, placeHolder: string): Promise<string[] | undefined> {
  if (app.pbxes.list().length <= 1) {
    const only = await pickPbx(app, title);
    return only === undefined ? undefined : [only];
  }
  const items = await vscode.window.showQuickPick(pbxItems(app), { title, placeHolder, canPickMany: true });
  return items === undefined || items.length === 0 ? undefined : items.map(({ name }) => name);
}

/** The configured PBXes as items of a quick pick. */
export function pbxItems(app: App): (vscode.QuickPickItem & { name: string })[] {
  return app.pbxes.list().map((one) => ({
    name: one.name,
    label: plainText(one.name),
    description:
      'connection' in one ? new URL(one.connection.url).host : vscode.l10n.t('settings not complete'),
  }));
}
