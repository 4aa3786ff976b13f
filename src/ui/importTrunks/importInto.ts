import * as vscode from 'vscode';
import { readTrunkFile } from '../../core/trunkYaml/readTrunkFile.ts';
import { resolveTrunk } from '../../core/trunkYaml/resolveTrunk.ts';
import { writeTrunkFile } from '../../core/trunkYaml/writeTrunkFile.ts';
import { TrunksInFile, unequalFields } from '../../core/trunkImport/inFile.ts';
import { isTrunkRow, type ImportedRow, type TrunkRow } from '../../core/trunkImport/importRows.ts';
import { writtenDocuments } from '../../core/trunkImport/writtenDocuments.ts';
import { Queue } from '../../pbx/queue.ts';
import type { App } from '../app.ts';
import { readTarget, reasonOf, writeTarget, type TargetFile } from '../trunkFiles/targetFile.ts';
import { movedSecretName } from '../../core/trunkYaml/secretName.ts';
import { nameOf } from '../trunkFiles/trunkFiles.ts';

/** An import to a file waits for the one before it, and finds what that has written. */
const oneAtATime = new Queue();

/** What became of the rows. */
export interface ImportResult {
  rows: ImportedRow[];
  /** Why nothing was written, where the reason is not a row's. */
  failed?: string;
}

/**
 * Writes the trunks of the rows into a trunk YAML and their passwords into the secret storage. A file that is there keeps
 * its text: trunks that it has already are left alone, new ones follow as documents of their own. So the same import twice
 * writes once, and nothing that somebody wrote is lost.
 */
export function importInto(
  app: App,
  yaml: vscode.Uri,
  rows: readonly ImportedRow[],
  signal: AbortSignal,
  kept: () => void = () => undefined,
): Promise<ImportResult> {
  return oneAtATime.run(() => addToFile(app, yaml, rows, signal, kept));
}

async function addToFile(
  app: App,
  yaml: vscode.Uri,
  rows: readonly ImportedRow[],
  signal: AbortSignal,
  kept: () => void,
): Promise<ImportResult> {
  const existing = await readExisting(yaml);
  if ('problem' in existing) return { rows: [...rows], failed: existing.problem };
  const { result, added } = await sortOut(app, existing.text, rows);
  if (added.length === 0) return { rows: result };

  const withPassword = added.filter(({ trunk }) => 'password' in trunk);
  const names = await app.secrets.keepAllUnderFreeNames(
    withPassword.map(({ trunk }) => ({
      suggested: movedSecretName(trunk.trunkname),
      value: 'password' in trunk ? trunk.password : '',
    })),
    signal,
    kept,
  );
  if (signal.aborted) return { rows: [...rows], failed: vscode.l10n.t('Cancelled. No file was written.') };
  const secrets = new Map(withPassword.map((row, at) => [row, names[at]]));
  const text = writeTrunkFile(writtenDocuments(added, (row) => secrets.get(row)));
  const problem = await write(existing, appended(existing.text, text));
  return problem === undefined ? { rows: result } : { rows: [...rows], failed: problem };
}

/** The text with one more document at its end, in its own line breaks. */
function appended(before: string, text: string): string {
  if (before.trim() === '') return before + text;
  const lineBreak = before.includes('\r\n') ? '\r\n' : '\n';
  return before.replace(/[\r\n]*$/, lineBreak) + `---\n${text}`.replaceAll('\n', lineBreak);
}

/** @returns why it could not be written, if so. */
async function write(target: TargetFile, text: string): Promise<string | undefined> {
  const name = nameOf(target.uri);
  try {
    const written = await writeTarget(target, text);
    return written === 'changed'
      ? vscode.l10n.t('{0} changed meanwhile, so nothing was imported. Try again.', name)
      : undefined;
  } catch (error) {
    return vscode.l10n.t('{0} cannot be written, so nothing was imported: {1}', name, reasonOf(error));
  }
}

async function readExisting(yaml: vscode.Uri): Promise<TargetFile | { problem: string }> {
  let target: TargetFile;
  try {
    target = await readTarget(yaml);
  } catch (error) {
    return {
      problem:
        error instanceof TypeError
          ? vscode.l10n.t('{0} is not text in UTF-8, so nothing was added to it.', nameOf(yaml))
          : vscode.l10n.t('{0} cannot be read, so nothing was imported.', nameOf(yaml)),
    };
  }
  if (target.document?.isDirty) {
    return { problem: vscode.l10n.t('{0} has changes that are not saved. Save it first.', nameOf(yaml)) };
  }
  const wrong = readTrunkFile(target.text).problems.some(({ severity }) => severity === 'error');
  if (!wrong) return target;
  return {
    problem: vscode.l10n.t(
      '{0} has errors, so nothing was added to it. Correct it, or import into another file.',
      nameOf(yaml),
    ),
  };
}

/** Which rows are new to a file. Those that are there with other settings get that as their problem. */
async function sortOut(
  app: App,
  text: string,
  rows: readonly ImportedRow[],
): Promise<{ result: ImportedRow[]; added: TrunkRow[] }> {
  const file = new TrunksInFile(readTrunkFile(text));
  const result: ImportedRow[] = [];
  const added: TrunkRow[] = [];
  for (const row of rows) {
    if (!isTrunkRow(row)) {
      result.push(row);
      continue;
    }
    const entries = file.find(row.pbx, row.trunk.trunkname);
    if (entries.length === 0) {
      added.push(row);
      result.push(row);
      continue;
    }
    const fields = new Set<string>(file.hasAll(row.pbx, row.trunk.trunkname) ? [] : ['pbx']);
    for (const entry of entries) {
      const resolved = await resolveTrunk(entry, app.values);
      const found =
        'trunk' in resolved
          ? unequalFields(resolved.trunk, row.trunk)
          : resolved.problems.map(({ field }) => field);
      for (const field of found) fields.add(field);
    }
    result.push(
      fields.size === 0
        ? { ...row, notes: [...row.notes, vscode.l10n.t('It was in the file already.')] }
        : {
            ...row,
            trunk: undefined,
            problems: [
              vscode.l10n.t(
                'The file has a trunk of this name with other settings ({0}). It was left as it is.',
                [...fields].join(', '),
              ),
            ],
          },
    );
  }
  return { result, added };
}
