import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { notify } from '../base/notify.ts';

/** *PBX: Open Last Report*: also that of a run before the window was reloaded. */
export async function run(app: App): Promise<void> {
  const last = await (await app.journal()).last();
  const uri = last && app.reports.keepLast(last);
  if (uri) await app.reports.open(uri);
  else notify(app.log, 'info', vscode.l10n.t('There is no last run yet. Provision a trunk YAML first.'));
}
