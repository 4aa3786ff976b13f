import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { notify } from './notify.ts';

/** Says what a folder that is not trusted does not get, and leads to where it can be trusted. */
export function notifyUntrusted(log: Log, words: string): void {
  notify(log, 'warning', words, {
    [vscode.l10n.t('Manage Workspace Trust')]: () => vscode.commands.executeCommand('workbench.trust.manage'),
  });
}

/** Why automation does nothing with a PBX in a folder that is not trusted; undefined where it may. */
export function whyNoAutomation(): string | undefined {
  return vscode.workspace.isTrusted
    ? undefined
    : vscode.l10n.t('This folder is not trusted, so nothing was sent. Trust it, or do this by hand.');
}
