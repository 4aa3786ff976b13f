import * as vscode from 'vscode';
import type { Pbxes } from './pbxes.ts';

/** Where a PBX is now; undefined when its settings do not say it. */
export function addressOf(pbxes: Pbxes, name: string): string | undefined {
  const configured = pbxes.find(name);
  return configured && 'connection' in configured ? configured.connection.url : undefined;
}

/** Why nothing is sent to a PBX that was another box when somebody agreed to it. */
export function movedAwayWords(name: string): string {
  return vscode.l10n.t('{0} stands for another address now, so nothing was sent.', name);
}
