import * as vscode from 'vscode';
import { Queue } from '../../pbx/queue.ts';
import type { App } from '../app.ts';
import type { Answer } from './askTrunks.ts';
import { exportFileName } from '../../fleet/export/fileName.ts';
import { exportOne, type ExportedFile } from './exportOne.ts';

/** The contract's result with automation; what is not among the files is among the problems. */
export interface ExportResult {
  files: vscode.Uri[];
  problems?: { pbx: string; message: string }[];
}

/** An export waits for the one before it, and finds what that has written. */
const oneAtATime = new Queue();

/** Writes one file for each PBX, one after another: what one of them keeps as a secret, the next one finds. */
export function writeFiles(
  app: App,
  answers: ReadonlyMap<string, Answer>,
  names: readonly string[],
  folder: vscode.Uri,
): Promise<ExportedFile[]> {
  return oneAtATime.run(() => writeEach(app, answers, names, folder));
}

async function writeEach(
  app: App,
  answers: ReadonlyMap<string, Answer>,
  names: readonly string[],
  folder: vscode.Uri,
): Promise<ExportedFile[]> {
  const all = app.pbxes.list().map(({ name }) => name);
  const exported: ExportedFile[] = [];
  for (const pbx of names) {
    const answer = answers.get(pbx);
    if (!answer) continue;
    const uri = vscode.Uri.joinPath(folder, exportFileName(pbx, all));
    const one = await exportOne(app, pbx, uri, answer);
    log(app, one);
    exported.push(one);
  }
  return exported;
}

export function resultOf(exported: readonly ExportedFile[]): ExportResult {
  const files = exported.flatMap(({ uri }) => (uri ? [uri] : []));
  const problems = exported.flatMap(({ pbx, problems: list }) => list.map((message) => ({ pbx, message })));
  return problems.length > 0 ? { files, problems } : { files };
}

/** Why an untrusted folder gets nothing: the passwords would be kept for its files. */
export function untrustedWords(): string {
  return vscode.l10n.t('This folder is not trusted, so no trunks were exported.');
}

function log(app: App, { pbx, uri, counts, problems }: ExportedFile): void {
  const { trunks, added, changed, removed } = counts;
  if (uri) {
    app.log.info(
      `${pbx} · export: ${trunks.toString()} trunks in ${uri.path}, ${added.toString()} added, ${changed.toString()} changed, ${removed.toString()} removed`,
    );
  }
  for (const problem of problems) app.log.warn(`${pbx} · export: ${problem}`);
}
