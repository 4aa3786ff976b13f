import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { recordRun } from '../journal/recordRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import type { EndedPart } from '../journal/tellResult.ts';
import type { PreparedFiles } from './prepare.ts';
import type { ProvisionRequest } from './request.ts';
import { runProvision, type RunOptions } from './runProvision.ts';

/** Provisions what was prepared, and keeps a journal and a report of it. */
export function recordProvision(
  app: App,
  { uris, pbx, document, only }: ProvisionRequest,
  { work, targets }: PreparedFiles,
  options: Omit<RunOptions, 'observer'>,
  continued: StoredRun | undefined,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const start = {
    action: continued ? ('continue' as const) : ('provision' as const),
    files: uris.map((uri) => vscode.workspace.asRelativePath(uri)),
    trunks: work.length,
    pbxNames: work.map((one) => one.pbx),
    request: {
      uris: uris.map((uri) => uri.toString()),
      update: options.update ?? false,
      ...(document !== undefined && { document }),
      ...(only !== undefined && { only }),
      ...(pbx && { pbx }),
      ...(targets && { targets }),
    },
  };
  return recordRun(app, start, continued, (observer) => runProvision(app, work, { ...options, observer }));
}
