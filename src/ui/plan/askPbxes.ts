import * as vscode from 'vscode';
import type { App } from '../app.ts';
import type { ProvisionWork } from '../provision/work.ts';
import { comparePbxes, type ComparedPbxes } from './makePlan.ts';

/** Asks the PBXes what they have, with a progress that can be cancelled. Undefined when it was. */
export async function askPbxes(app: App, work: readonly ProvisionWork[]): Promise<ComparedPbxes | undefined> {
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking the PBX what is there…'),
      cancellable: true,
    },
    async (_progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      const compared = await comparePbxes(app, work, stop.signal);
      return stop.signal.aborted ? undefined : compared;
    },
  );
}
