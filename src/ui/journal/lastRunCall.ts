import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { ReportDocuments } from './reportDocuments.ts';

const options = z.object({ confirm: z.optional(z.literal(false)), run: z.optional(z.string()) });

/** How a command that goes on with the last run was called. */
export interface LastRunCall {
  /** True for `{ confirm: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** The run that is meant, where a report or its notification calls. */
  id: string | undefined;
}

/** Reads the arguments: `{ confirm: false }` from automation, `{ run }` from a notification, a URI from a report. */
export function readLastRunCall(reports: ReportDocuments, [first]: readonly unknown[]): LastRunCall {
  if (first instanceof vscode.Uri) return { silent: false, id: reports.runOf(first) };
  const given = options.safeParse(first).data;
  return { silent: given?.confirm === false, id: given?.run };
}
