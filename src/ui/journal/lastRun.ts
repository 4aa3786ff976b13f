import * as vscode from 'vscode';
import * as z from 'zod';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { urlsOf, type StoredRun } from '../../fleet/journal/storedRun.ts';

const options = z.object({ confirm: z.literal(false).optional(), run: z.string().optional() });

/** How a command that goes on with the last run was called. */
export interface LastRunRequest {
  /** True for `{ confirm: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** The run that is meant, where a report or its notification calls. */
  run: string | undefined;
}

/** Reads the arguments: `{ confirm: false }` from automation, `{ run }` from a notification, a URI from a report. */
export function readLastRunRequest(app: App, [first]: readonly unknown[]): LastRunRequest {
  if (first instanceof vscode.Uri) return { silent: false, run: app.reports.runOf(first) };
  const given = options.safeParse(first).data;
  return { silent: given?.confirm === false, run: given?.run };
}

/** The last run, or why there is none to go on with. */
export async function findLastRun(app: App, request: LastRunRequest): Promise<StoredRun | string> {
  const journal = await app.journal();
  if (journal.busy) {
    return vscode.l10n.t('A run is still under way in this window. Wait for its end, or cancel it.');
  }
  const run = await journal.last();
  if (!run) return vscode.l10n.t('There is no last run yet. Provision a trunk YAML first.');
  if (request.run !== undefined && request.run !== run.id) {
    return vscode.l10n.t(
      'Another run has taken place since, and only the last one can be continued or undone.',
    );
  }
  if (await journal.isUnderWayElsewhere(run)) {
    return vscode.l10n.t(
      'The last run is still under way in another window. Wait for its end, or cancel it there.',
    );
  }
  return run;
}

/** Why a PBX of a run is not the same box any more: another folder or a new setting may use its name for another one. */
export function movedWords(app: App, run: StoredRun, pbx: string): string | undefined {
  const before = urlsOf(run).get(pbx);
  const now = app.pbxes.addressOf(pbx);
  return before === undefined || now === undefined || now === before
    ? undefined
    : vscode.l10n.t('{0} was {1} in the last run and is {2} now, so nothing was sent.', pbx, before, now);
}

/** A report for a call that came to nothing. */
export function failedReport(message: string): ProvisionReport {
  return { outcomes: [{ pbx: '', trunkname: '', outcome: 'failed', message }], cancelled: false };
}
