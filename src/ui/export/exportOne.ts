import * as vscode from 'vscode';
import { updatedText, type FileUpdate } from '../../core/trunkYaml/fileUpdate.ts';
import type { App } from '../app.ts';
import { nameOf } from '../trunkFiles/trunkFiles.ts';
import type { Answer } from './askTrunks.ts';
import { readTarget, reasonOf, writeTarget, type TargetFile } from '../trunkFiles/targetFile.ts';

/** What became of one PBX's file. */
export interface ExportedFile {
  pbx: string;
  /** Absent when the file was not written and does not say what the PBX has. */
  uri?: vscode.Uri;
  isNew: boolean;
  counts: { trunks: number; added: number; changed: number; removed: number };
  /** What the file cannot hold, or why there is none. */
  problems: string[];
}

/** Brings one file up to what a PBX has. Nothing is written and no secret kept where the file is better left alone. */
export async function exportOne(
  app: App,
  pbx: string,
  uri: vscode.Uri,
  answer: Answer,
): Promise<ExportedFile> {
  const result: ExportedFile = {
    pbx,
    isNew: false,
    counts: { trunks: 0, added: 0, changed: 0, removed: 0 },
    problems: [],
  };
  const refuse = (message: string) => ({ ...result, problems: [message] });
  if ('failed' in answer) return refuse(answer.failed);
  let target: TargetFile;
  try {
    target = await readTarget(uri);
  } catch (error) {
    return refuse(
      error instanceof TypeError
        ? vscode.l10n.t('{0} was left as it is: it is not text in UTF-8.', nameOf(uri))
        : vscode.l10n.t('{0} cannot be read: {1}', nameOf(uri), reasonOf(error)),
    );
  }
  const leftOut = new Set(answer.leftOut.map(({ trunkname }) => trunkname));
  const reader = await app.reader();
  const update = await reader.update(target.text, { pbx, trunks: answer.trunks, leftOut }, app.values);
  if ('refused' in update) {
    return refuse(vscode.l10n.t('{0} was left as it is: {1}', nameOf(uri), update.refused));
  }
  const { added, changed, removed } = update;
  result.isNew = !target.exists;
  result.counts = { trunks: answer.trunks.length, added, changed, removed };
  result.problems = [
    ...answer.leftOut.map(({ trunkname, message }) =>
      vscode.l10n.t('“{0}” was left out: {1}', trunkname, message),
    ),
    ...update.problems.map(({ trunkname, message }) => vscode.l10n.t('“{0}”: {1}', trunkname, message)),
  ];
  return await write(app, target, update, result);
}

async function write(
  app: App,
  target: TargetFile,
  update: FileUpdate,
  result: ExportedFile,
): Promise<ExportedFile> {
  const { uri } = target;
  const text = updatedText(update, await keepSecrets(app, update));
  if (target.exists && text === target.text) return { ...result, uri };
  try {
    const written = await writeTarget(target, text);
    if (written === 'changed') {
      const words = vscode.l10n.t('{0} was left as it is: it changed meanwhile. Try again.', nameOf(uri));
      return { ...result, problems: [words] };
    }
    if (written === 'saved') return { ...result, uri };
    const words = vscode.l10n.t('{0} has unsaved changes. Look at them and save it.', nameOf(uri));
    return { ...result, uri, problems: [...result.problems, words] };
  } catch (error) {
    return {
      ...result,
      problems: [vscode.l10n.t('{0} cannot be written: {1}', nameOf(uri), reasonOf(error))],
    };
  }
}

/** Keeps the passwords before a file refers to them. @returns their names. */
async function keepSecrets(app: App, { secrets }: FileUpdate): Promise<string[]> {
  const names: string[] = [];
  for (const secret of secrets) {
    if ('name' in secret) {
      if ((await app.secrets.named(secret.name)) === undefined) {
        await app.secrets.keepNamed(secret.name, secret.value);
      }
      names.push(secret.name);
    } else {
      names.push(await app.secrets.keepUnderFreeName(secret.suggestedName, secret.value));
    }
  }
  return names;
}
