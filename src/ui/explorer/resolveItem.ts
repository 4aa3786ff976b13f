import * as vscode from 'vscode';
import type { DeviceInfo } from '../../pbx/answers/answers.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import { trunkUri } from '../base/trunkUri.ts';
import type { ExplorerNode, TrunkNode } from './nodes.ts';
import { pbxTooltip, trunkTooltip, type KnownOfTrunk } from './tooltips.ts';

/**
 * What a row needs only when somebody points at it or clicks it: made for all of 10,000 trunks, it would hold up the editor.
 */
export async function resolveItem(
  pbxes: Pbxes,
  item: vscode.TreeItem,
  node: ExplorerNode,
  known: (node: TrunkNode) => KnownOfTrunk,
): Promise<vscode.TreeItem> {
  if (node.kind === 'trunk') {
    item.tooltip = trunkTooltip(node, known(node));
    // VS Code's own command: it knows a click from a double click and from Enter, as in the file explorer.
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Show Settings'),
      arguments: [trunkUri({ pbx: node.parent.name, trunkname: node.trunkname })],
    };
  }
  const configured = node.kind === 'pbx' ? pbxes.find(node.name) : undefined;
  if (configured) item.tooltip = pbxTooltip(configured, await deviceOf(pbxes, configured.name));
  return item;
}

/** The model and firmware of a PBX that somebody is signed in to, or why it does not tell. */
async function deviceOf(pbxes: Pbxes, name: string): Promise<DeviceInfo | string | undefined> {
  const { pbx } = (await pbxes.state(name)) === 'signedIn' ? await pbxes.open(name) : {};
  return await pbx?.deviceInfo().catch((error: unknown) => {
    if (error instanceof PbxError) return error.message;
    throw error;
  });
}
