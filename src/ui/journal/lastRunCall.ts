import * as vscode from 'vscode';
import { readCallOf } from '../base/readObjectCall.ts';
import type { JournalServices } from './services.ts';

/** How a command that goes on with the last run was called. */
export interface LastRunCall {
  /** True for `{ confirm: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** The run that is meant, where a report or its notification calls. */
  id: string | undefined;
  /** What is wrong with the call, so that nothing comes of it. It has been told. */
  problem?: string | undefined;
}

/** Reads the arguments: `{ confirm: false }` from automation, `{ run }` from a notification, a URI from a report. */
export function readLastRunCall(
  { log, reports }: Pick<JournalServices, 'log' | 'reports'>,
  command: 'pbx.continueLastRun' | 'pbx.undoLastRun',
  [first]: readonly unknown[],
): LastRunCall {
  if (first instanceof vscode.Uri) return { silent: false, id: reports.runOf(first) };
  const { call, problem } = readCallOf(log, command, first);
  return { silent: call?.confirm === false, id: call?.run, problem };
}
