import * as vscode from 'vscode';
import type { JournalServices } from './services.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Open Last Report*: also that of a run before the window was reloaded. */
export async function run({ log, journal, reports }: JournalServices): Promise<void> {
  const last = await (await journal()).last();
  const uri = last && reports.keepLast(last);
  if (uri) await reports.open(uri);
  else notify(log, 'info', vscode.l10n.t('There is no last run yet. Provision a trunk YAML first.'));
}
