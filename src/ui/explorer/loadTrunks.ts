import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import {
  authorityFileCode,
  isCertificateCode,
  isOtherProtocolCode,
  pinMismatchCode,
} from '../../pbx/tls/certificateCodes.ts';
import { heldBackCode, lastLoginCode } from '../../pbx/signIn/heldBack.ts';
import { unsupportedErrno } from '../../pbx/errno.ts';
import { asPbxError, PbxError } from '../../pbx/errors.ts';
import { proxyCode } from '../../pbx/proxy/proxyCode.ts';
import type { OpenedPbx } from '../../fleet/ports.ts';
import { isDemoPbx } from './isDemoPbx.ts';
import type { ExplorerNode, MessageNode, PbxNode, TrunkNode } from './nodes.ts';
import { shownTime } from './shownTime.ts';

/** Asks a PBX for its trunks and their status, and makes the nodes below it. Never throws for what a PBX does. */
export async function loadTrunks(
  node: PbxNode,
  opened: OpenedPbx,
  signal: AbortSignal,
): Promise<ExplorerNode[]> {
  const { pbx } = opened;
  if (!pbx) {
    return [
      message(
        node,
        'problem',
        vscode.l10n.t('Settings not complete'),
        opened.problem,
        'pbx.editPbx',
        vscode.l10n.t('Edit'),
      ),
    ];
  }
  const state = await pbx.session.state().catch(asPbxError);
  if (state instanceof PbxError) return [problemNode(node, state, pbx.connection.url)];
  if (state === 'signedOut') return [signInNode(node, vscode.l10n.t('Not signed in'), '')];

  const [trunks, statuses] = await Promise.allSettled([pbx.trunks(signal), pbx.statuses(signal)]);
  if (trunks.status === 'rejected') {
    const error: unknown = trunks.reason;
    if (!(error instanceof PbxError)) throw error;
    if (error.kind === 'signedOut') {
      const label =
        error.code === heldBackCode || error.code === lastLoginCode
          ? vscode.l10n.t('Sign-in held back')
          : vscode.l10n.t('Sign-in refused');
      return [signInNode(node, label, error.message)];
    }
    if (error.errno !== unsupportedErrno || statuses.status === 'rejected')
      return [problemNode(node, error, pbx.connection.url)];
  }

  const nodes = new Map<string, TrunkNode>();
  for (const trunk of trunks.status === 'fulfilled' ? trunks.value : []) {
    nodes.set(trunk.trunkname, {
      kind: 'trunk',
      parent: node,
      trunkname: trunk.trunkname,
      type: trunk.trunktype ?? 'SIP',
      host: trunk.host === '' ? undefined : trunk.host,
      settings: { port: trunk.port, domain: trunk.domain, username: trunk.username },
      status: undefined,
    });
  }
  for (const { trunkname, status, type } of statuses.status === 'fulfilled' ? statuses.value : []) {
    const known = nodes.get(trunkname);
    if (known) known.status = status;
    else
      nodes.set(trunkname, {
        kind: 'trunk',
        parent: node,
        trunkname,
        type: type ?? 'SIP',
        host: undefined,
        status,
      });
  }
  if (nodes.size === 0) {
    return [
      message(
        node,
        'empty',
        vscode.l10n.t('No trunks yet'),
        '',
        'pbx.addSipTrunk',
        vscode.l10n.t('Add SIP Trunk'),
      ),
    ];
  }
  return [...nodes.values()].sort((a, b) => byName(a.trunkname, b.trunkname));
}

/** Whether a PBX gave no answer, for a reason that may pass: it is asked again by itself. */
export function isUnreachable(node: ExplorerNode): boolean {
  return node.kind === 'message' && node.tone === 'problem' && node.command?.id === 'pbx.refresh';
}

/** Whether a PBX, or the way to it, has a problem. That the Demo PBX does not run is none: somebody has yet to start it. */
export function isProblem(node: ExplorerNode): node is MessageNode {
  return node.kind === 'message' && node.tone === 'problem' && node.command?.id !== 'pbx.startDemoPbx';
}

/** What stands above the trunks of a PBX that answered before. */
export function unreachableNode(node: PbxNode, error: PbxError, url: string): MessageNode {
  const problem = problemNode(node, error, url);
  const since = shownTime(Date.now());
  const words = vscode.l10n.t('Since {0}. What is shown below is what it said before.', since);
  return { ...problem, detail: [...problem.detail, words] };
}

function signInNode(node: PbxNode, label: string, detail: string): MessageNode {
  return message(node, 'signIn', label, detail, 'pbx.signIn', vscode.l10n.t('Sign In…'));
}

function problemNode(node: PbxNode, error: PbxError, url: string): MessageNode {
  // After a reload of the window the Demo PBX is configured, but no longer runs.
  if (error.kind === 'connection' && isDemoPbx(node.name, url)) {
    const label = vscode.l10n.t('Not running');
    return message(
      node,
      'problem',
      label,
      error.message,
      'pbx.startDemoPbx',
      vscode.l10n.t('Start Demo PBX'),
    );
  }
  // Asking again cannot help against a certificate that is not accepted.
  if (isCertificateCode(error.code)) {
    return message(
      node,
      'problem',
      shortWords(error),
      error.message,
      'pbx.editPbx',
      vscode.l10n.t('Edit PBX…'),
    );
  }
  return message(node, 'problem', shortWords(error), error.message, 'pbx.refresh', vscode.l10n.t('Retry'));
}

function message(
  parent: PbxNode,
  tone: MessageNode['tone'],
  label: string,
  detail: string,
  id: NonNullable<MessageNode['command']>['id'],
  title: string,
): MessageNode {
  return {
    kind: 'message',
    parent,
    tone,
    label,
    detail: detail === '' ? [] : [detail],
    command: { id, title },
  };
}

/** A few words for the tree; the whole sentence is in the tooltip. */
function shortWords(error: PbxError): string {
  switch (error.kind) {
    case 'connection':
      return error.code === proxyCode
        ? vscode.l10n.t('No way through the proxy')
        : vscode.l10n.t('Cannot be reached');
    case 'timeout':
      return vscode.l10n.t('Does not answer');
    case 'tls':
      return error.code === pinMismatchCode
        ? vscode.l10n.t('Another certificate')
        : isCertificateCode(error.code)
          ? vscode.l10n.t('Certificate not verified')
          : error.code === authorityFileCode
            ? vscode.l10n.t('No certificate authorities')
            : isOtherProtocolCode(error.code)
              ? vscode.l10n.t('No TLS at this port')
              : vscode.l10n.t('No safe TLS');
    case 'status':
      return vscode.l10n.t('HTTP {0}', error.status ?? '');
    case 'answer':
      return vscode.l10n.t('Answer cannot be read');
    case 'refused':
      return error.errno === undefined
        ? vscode.l10n.t('Refused')
        : vscode.l10n.t('Refused (errno {0})', error.errno);
    case 'signedOut':
      return vscode.l10n.t('Not signed in');
    case 'storage':
      return vscode.l10n.t('Secret storage does not work');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
  }
}
