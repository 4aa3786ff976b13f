import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { readAuditPath, type AuditPath } from '../../fleet/audit/auditPath.ts';
import type { Log } from '../base/log.ts';
import { notify } from '../base/notify.ts';
import { trustedFolders } from '../connections/settings.ts';

/** Where `pbx.auditLog` wants the audit lines. No workspace can set it: it would say which file of the user grows. */
export function auditPath(): AuditPath | undefined {
  const written = vscode.workspace.getConfiguration('pbx').get<unknown>('auditLog');
  if (typeof written !== 'string') return undefined;
  return readAuditPath(written, { home: homedir(), workspace: trustedFolders()[0] });
}

/** Says why audit lines are missing, beside the run that goes on. */
export function tellAuditTrouble(log: Log, words: string): void {
  log.warn(words);
  notify(log, 'warning', words, {
    [vscode.l10n.t('Open Settings')]: () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'pbx.auditLog'),
  });
}
