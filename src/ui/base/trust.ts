import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { notify } from './notify.ts';

/** Says what a folder that is not trusted does not get, and leads to where it can be trusted. */
export function notifyUntrusted(log: Log, words: string): void {
  notify(log, 'warning', words, {
    [vscode.l10n.t('Manage Workspace Trust')]: () => vscode.commands.executeCommand('workbench.trust.manage'),
  });
}
