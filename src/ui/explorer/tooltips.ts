import * as vscode from 'vscode';
import { hasOwnDomain } from '../../core/compare.ts';
import type { ConfiguredPbx } from '../../core/connection.ts';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import type { DeviceInfo } from '../../pbx/answers/answers.ts';
import { escapeMarkdown } from '../../fleet/markdown.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import type { TrunkNode } from './nodes.ts';
import { statusWords } from './statusIconAndWords.ts';

/** What this window knows of a trunk beyond its node. */
export interface KnownOfTrunk {
  /** When it got its status, in milliseconds since 1970, if that was seen. */
  since: number | undefined;
  muted: boolean;
}

/** The tooltip of a PBX with what it tells of itself, or why it does not. */
export function pbxTooltip(
  configured: ConfiguredPbx,
  device: DeviceInfo | string | undefined,
): vscode.MarkdownString {
  const { name } = configured;
  if ('problem' in configured) return tooltip(name, [], [configured.problem]);
  const { url, username, apiVersion, format } = configured.connection;
  const about: Partial<DeviceInfo> = typeof device === 'object' ? device : {};
  // OpenVox gives the time of the last start, Yeastar how long ago that was.
  const { uptime = '' } = about;
  return tooltip(
    name,
    [url, username],
    [
      [vscode.l10n.t('Address'), url],
      [vscode.l10n.t('API user'), username],
      [vscode.l10n.t('API'), `${apiVersion}, ${format.toUpperCase()}`],
      [vscode.l10n.t('Model'), about.devicename],
      [vscode.l10n.t('Hardware'), about.hardwarever],
      [vscode.l10n.t('Firmware'), about.firmwarever],
      [vscode.l10n.t('Serial number'), about.sn],
      [vscode.l10n.t('Extensions'), about.extensionstatus],
      [vscode.l10n.t('Its clock'), about.systemtime],
      [/\d{4}/.test(uptime) ? vscode.l10n.t('Running since') : vscode.l10n.t('Running for'), uptime],
      typeof device === 'string' ? device : '',
    ],
  );
}

/** The essentials of a trunk. */
export function trunkTooltip(node: TrunkNode, { since, muted }: KnownOfTrunk): vscode.MarkdownString {
  const { trunkname, parent, host = '', settings = {} } = node;
  const { port = '', username, domain } = settings;
  const facts = [statusWords(node.status), node.type, ...(muted ? [vscode.l10n.t('muted')] : [])];
  const address = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return tooltip(
    trunkname,
    [parent.name, host, username ?? '', domain ?? ''],
    [
      facts.join(' · '),
      [vscode.l10n.t('Since'), since === undefined ? '' : new Date(since).toLocaleString()],
      [vscode.l10n.t('PBX'), parent.name],
      [vscode.l10n.t('Host'), host === '' || port === '' ? host : `${address}:${port}`],
      [vscode.l10n.t('Domain'), hasOwnDomain({ trunkname, domain, host }) ? domain : ''],
      [vscode.l10n.t('Username'), username],
    ],
  );
}

/**
 * A name above lines, which are words or a label with a value. All come from outside, so they are shown as text and without
 * secrets.
 * @param values of the user's own, which stay though a secret be the same.
 */
function tooltip(
  name: string,
  values: readonly string[],
  lines: readonly (string | [label: string, value: string | undefined])[],
): vscode.MarkdownString {
  const paragraphs = lines.map((line) => {
    if (typeof line === 'string') return escapeMarkdown(withoutSecrets(line, [name, ...values]));
    const [label, given = ''] = line;
    const value = withoutSecrets(given, [name, ...values]);
    return value === '' ? '' : `${label}: ${escapeMarkdown(outsideText(value, longestValue))}`;
  });
  const filled = [`**${escapeMarkdown(outsideText(name, longestValue))}**`, ...paragraphs].filter(
    (paragraph) => paragraph !== '',
  );
  return new vscode.MarkdownString(filled.join('\n\n'));
}
