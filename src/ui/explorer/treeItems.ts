import * as vscode from 'vscode';
import type { ConfiguredPbx } from '../../core/connection.ts';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { PbxState } from '../connections/pbxes.ts';
import { plainLine } from '../base/shownText.ts';
import { healthSum } from './healthSum.ts';
import { isDemoPbx } from './isDemoPbx.ts';
import { isWell, type PbxHealth } from './pbxHealth.ts';
import { shownTime } from './shownTime.ts';
import { isSipTrunk, type GroupNode, type MessageNode, type PbxNode, type TrunkNode } from './nodes.ts';
import { statusIcon, statusWords } from './statusIconAndWords.ts';

/** A group: name, and how its PBXes are. */
export function groupItem(
  { name, pbxes }: GroupNode,
  healthOf: (pbx: string) => PbxHealth | undefined,
): vscode.TreeItem {
  const healths = pbxes.map((pbx) => healthOf(pbx.name));
  const failing = healths.reduce((sum, health) => sum + (health?.failing.length ?? 0), 0);
  const unreachable = healths.filter((health) => health?.problem).length;
  const item = new vscode.TreeItem(outsideText(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `group:${name}`;
  const count = pbxes.length === 1 ? vscode.l10n.t('1 PBX') : vscode.l10n.t('{0} PBXes', pbxes.length);
  item.description = [healthSum(failing, unreachable), count].filter((part) => part !== '').join(' · ');
  item.tooltip = plainLine(shortOutsideList(pbxes.map((pbx) => pbx.name)));
  item.iconPath =
    failing + unreachable === 0
      ? new vscode.ThemeIcon('server-environment')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'group';
  return item;
}

/** A PBX: name, host, and how it is: signed in or not, unreachable since when, how many of its trunks fail. */
export function pbxItem(
  node: PbxNode,
  configured: ConfiguredPbx | undefined,
  state: PbxState,
  health: PbxHealth | undefined,
): vscode.TreeItem {
  const url = configured && 'connection' in configured ? configured.connection.url : undefined;
  // The Demo PBX may have ended with its window, and only what is below its row says so, with what to do.
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isOpen = url !== undefined && state === 'signedIn' && isDemoPbx(node.name, url);
  const item = new vscode.TreeItem(outsideText(node.name), isOpen ? Expanded : Collapsed);
  const host = url === undefined ? '' : new URL(url).host;
  const words = {
    signedIn: healthWords(health),
    signedOut: vscode.l10n.t('not signed in'),
    refused: vscode.l10n.t('sign-in refused'),
    invalid: vscode.l10n.t('settings not complete'),
    locked: vscode.l10n.t('secret storage does not work'),
  }[state];
  item.id = `pbx:${node.name}`;
  // What is wrong comes first, for a narrow sidebar cuts the end off.
  const facts =
    state === 'signedIn' && !isWell(health) ? [words, outsideText(host)] : [outsideText(host), words];
  item.description = facts.filter((part) => part !== '').join(' · ');
  item.iconPath = {
    signedIn: healthIcon(health),
    signedOut: new vscode.ThemeIcon('vm'),
    refused: new vscode.ThemeIcon('vm-outline'),
    invalid: new vscode.ThemeIcon('warning'),
    locked: new vscode.ThemeIcon('lock'),
  }[state];
  item.contextValue = state === 'invalid' ? state : `pbx.${state === 'signedIn' ? state : 'signedOut'}`;
  return item;
}

function healthWords(health: PbxHealth | undefined): string {
  if (!health || isWell(health)) return vscode.l10n.t('signed in');
  const { trunks, failing, problem } = health;
  return problem
    ? vscode.l10n.t('{0} since {1}', problem.words, shownTime(problem.since))
    : vscode.l10n.t('{0} of {1} failing', failing.length, trunks);
}

function healthIcon(health: PbxHealth | undefined): vscode.ThemeIcon {
  if (health?.problem)
    return new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.errorForeground'));
  return isWell(health)
    ? new vscode.ThemeIcon('vm-active')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
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
