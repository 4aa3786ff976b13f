import * as vscode from 'vscode';
import type { ConfiguredPbx } from '../../core/connection.ts';
import type { DeviceInfo } from '../../pbx/answers.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import { trunkUri } from '../details/trunkUri.ts';
import { escapeMarkdown } from '../journal/reportText.ts';
import type { ExplorerNode, TrunkNode } from './nodes.ts';
import { statusWords } from './status.ts';

/** What this window knows of a trunk beyond its node. */
export interface KnownOfTrunk {
  /** When it got its status, in milliseconds since 1970, if that was seen. */
  since: number | undefined;
  muted: boolean;
}

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

/** The tooltip of a PBX with what it tells of itself. All values come from outside, so they are shown as text. */
function pbxTooltip(
  configured: ConfiguredPbx,
  device: DeviceInfo | string | undefined,
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const line = (label: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    tooltip.appendText(`${label}: ${value}`);
    tooltip.appendMarkdown('\n\n');
  };
  tooltip.appendMarkdown('**');
  tooltip.appendText(configured.name);
  tooltip.appendMarkdown('**\n\n');
  if ('problem' in configured) {
    tooltip.appendText(configured.problem);
    return tooltip;
  }
  const { url, username, apiVersion, format } = configured.connection;
  line(vscode.l10n.t('Address'), url);
  line(vscode.l10n.t('API user'), username);
  line(vscode.l10n.t('API'), `${apiVersion}, ${format.toUpperCase()}`);
  if (typeof device === 'string') {
    tooltip.appendText(device);
  } else if (device) {
    line(vscode.l10n.t('Model'), device.devicename);
    line(vscode.l10n.t('Hardware'), device.hardwarever);
    line(vscode.l10n.t('Firmware'), device.firmwarever);
    line(vscode.l10n.t('Serial number'), device.sn);
    line(vscode.l10n.t('Extensions'), device.extensionstatus);
    line(vscode.l10n.t('Its clock'), device.systemtime);
    // OpenVox gives the time of the last start, Yeastar how long ago that was.
    const { uptime = '' } = device;
    line(/\d{4}/.test(uptime) ? vscode.l10n.t('Running since') : vscode.l10n.t('Running for'), uptime);
  }
  return tooltip;
}

/** The essentials of a trunk. All values come from outside, so they are shown as text. */
export function trunkTooltip(node: TrunkNode, { since, muted }: KnownOfTrunk): vscode.MarkdownString {
  const { trunkname, parent, host = '', settings = {} } = node;
  const { port = '', username, domain } = settings;
  const time = since === undefined ? undefined : new Date(since).toLocaleString();
  const facts = [statusWords(node.status), node.type, ...(muted ? [vscode.l10n.t('muted')] : [])];
  const address = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const lines: [string, string | undefined][] = [
    [vscode.l10n.t('Since'), time],
    [vscode.l10n.t('PBX'), parent.name],
    [vscode.l10n.t('Host'), host === '' || port === '' ? host : `${address}:${port}`],
    [vscode.l10n.t('Domain'), domain === host ? undefined : domain],
    [vscode.l10n.t('Username'), username],
  ];
  const paragraphs = [
    `**${escapeMarkdown(trunkname)}**`,
    escapeMarkdown(facts.join(' · ')),
    ...lines.flatMap(([label, value = '']) => (value === '' ? [] : [`${label}: ${escapeMarkdown(value)}`])),
  ];
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}
