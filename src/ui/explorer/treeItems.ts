import * as vscode from 'vscode';
import type { ConfiguredPbx } from '../../core/connection.ts';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { PbxState } from '../connections/pbxes.ts';
import { plainLine } from '../base/shownText.ts';
import { isDemoPbx } from './isDemoPbx.ts';
import { isSipTrunk, type MessageNode, type PbxNode, type TrunkNode } from './nodes.ts';
import { statusIcon, statusWords } from './statusIconAndWords.ts';

/** A PBX: name, host, signed in or not. */
export function pbxItem(
  node: PbxNode,
  configured: ConfiguredPbx | undefined,
  state: PbxState,
): vscode.TreeItem {
  const url = configured && 'connection' in configured ? configured.connection.url : undefined;
  // The Demo PBX may have ended with its window, and only what is below its row says so, with what to do.
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isOpen = url !== undefined && state === 'signedIn' && isDemoPbx(node.name, url);
  const item = new vscode.TreeItem(outsideText(node.name), isOpen ? Expanded : Collapsed);
  const host = url === undefined ? '' : new URL(url).host;
  const words = {
    signedIn: vscode.l10n.t('signed in'),
    signedOut: vscode.l10n.t('not signed in'),
    refused: vscode.l10n.t('sign-in refused'),
    invalid: vscode.l10n.t('settings not complete'),
    locked: vscode.l10n.t('secret storage does not work'),
  }[state];
  item.id = `pbx:${node.name}`;
  item.description = [outsideText(host), words].filter((part) => part !== '').join(' · ');
  item.iconPath = new vscode.ThemeIcon(
    { signedIn: 'vm-active', signedOut: 'vm', refused: 'vm-outline', invalid: 'warning', locked: 'lock' }[
      state
    ],
  );
  item.contextValue = state === 'invalid' ? state : `pbx.${state === 'signedIn' ? state : 'signedOut'}`;
  return item;
}

/** A trunk: name, status as icon and text, type and host. The status comes first, for a narrow sidebar cuts the end off. */
export function trunkItem(node: TrunkNode, muted: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(outsideText(node.trunkname), vscode.TreeItemCollapsibleState.None);
  const status = statusWords(node.status);
  item.id = `trunk:${keyOf({ pbx: node.parent.name, trunkname: node.trunkname })}`;
  const facts = [status, muted ? vscode.l10n.t('muted') : undefined, node.type, node.host]
    .filter((part) => part !== undefined)
    .map((part) => outsideText(part));
  item.description = facts.join(' · ');
  item.iconPath = statusIcon(node.status);
  item.contextValue = `${isSipTrunk(node) ? 'trunk' : 'otherTrunk'}${muted ? '.muted' : ''}`;
  item.accessibilityInformation = {
    label: wordList([outsideText(node.trunkname), ...facts.filter(Boolean)]),
  };
  return item;
}

/** What stands in place of the trunks, with its action. */
export function messageItem(node: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(plainLine(node.label), vscode.TreeItemCollapsibleState.None);
  item.id = `message:${node.parent.name}`;
  item.iconPath = new vscode.ThemeIcon(
    { problem: 'warning', signIn: 'key', empty: 'info', waiting: 'loading~spin' }[node.tone],
  );
  const detail = node.detail.map((line) => plainLine(line));
  item.tooltip = detail.length === 0 ? plainLine(node.label) : detail.join('\n');
  // Without it, a tooltip that is text is all that is read out.
  const parts = [plainLine(node.label), ...detail, node.command?.title ?? ''];
  item.accessibilityInformation = { label: wordList(parts.filter((part) => part !== '')) };
  if (node.tone === 'problem') item.contextValue = 'problem';
  if (node.command) {
    item.description = node.command.title;
    item.command = {
      command: node.command.id,
      title: node.command.title,
      arguments: [{ pbx: node.parent.name }],
    };
  }
  return item;
}
