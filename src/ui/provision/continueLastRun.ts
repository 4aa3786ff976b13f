import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { failedReport, findLastRun, readLastRunRequest } from '../journal/lastRun.ts';
import { requestOfRun } from '../../fleet/journal/storedRun.ts';
import { notify } from '../base/notify.ts';
import { provisionAsking } from './provisionAsking.ts';
import { provisionSilently } from './provisionSilently.ts';

/**
 * *PBX: Continue Last Run*: the same request once more, from a fresh plan, so that what was done is left alone. With
 * `{ confirm: false }` it asks and shows nothing and returns the report.
 */
export async function run(app: App, ...args: unknown[]): Promise<ProvisionReport | undefined> {
  const asked = readLastRunRequest(app, args);
  const last = await findLastRun(app, asked);
  const stored = typeof last === 'string' ? undefined : requestOfRun(last);
  if (typeof last === 'string' || !stored) {
    const words = typeof last === 'string' ? last : vscode.l10n.t('There is nothing to continue.');
    if (asked.silent) return failedReport(words);
    notify(app.log, 'warning', words);
    return undefined;
  }
  const { uris, update, pbx, targets, document, only } = stored;
  const request = {
    uris: uris.map((uri) => vscode.Uri.parse(uri)),
    silent: asked.silent,
    update,
    pbx,
    targets,
    document,
    only,
  };
  return asked.silent
    ? await provisionSilently(app, request, last)
    : await provisionAsking(app, request, vscode.l10n.t('Continue Last Run'), last);
}
