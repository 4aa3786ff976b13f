import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { pbxGroups, type PbxGroups } from '../../core/pbxGroups.ts';
import { wordList } from '../../core/sentences.ts';
import { TrunksInFile, unequalFields } from '../../core/trunkImport/inFile.ts';
import { isTrunkRow, type ImportedRow, type TrunkRow } from '../../core/trunkImport/importRows.ts';
import { writtenDocuments } from '../../core/trunkImport/writtenDocuments.ts';
import { resolveTrunk, type PlaceholderSource } from '../../core/trunkYaml/resolveTrunk.ts';
import { movedSecretName } from '../../core/trunkYaml/secretName.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import { writeTrunkFile } from '../../core/trunkYaml/writeTrunkFile.ts';
import { asPbxError } from '../../pbx/errors.ts';
import { Queue } from '../../pbx/locks/queue.ts';
import { errorsOf, fileNameOf } from '../files/checkedFile.ts';
import { reasonOf } from '../files/reasonOf.ts';
import type { Fleet, OpenedTarget, TargetFile } from '../ports.ts';

/** An import to a file waits for the one before it, and finds what that has written. */
const oneAtATime = new Queue();

export type AddServices = Pick<Fleet, 'targetFiles' | 'reader' | 'pbxes' | 'values' | 'secrets'>;

/** What became of the rows. */
export interface AddedRows {
  rows: ImportedRow[];
  /** Why nothing was written, where the reason is not a row's. */
  failed?: string;
}

/**
 * Writes the trunks of the rows into a trunk YAML and their passwords into the secret storage. A file that is there keeps
 * its text: trunks that it has already are left alone, new ones follow as documents of their own. So the same import twice
 * writes once, and nothing that somebody wrote is lost.
 * @param signal stops it before the file is written; passwords that are kept by then stay.
 * @param kept told of each password that is kept.
 */
export function addToFile(
  services: AddServices,
  yaml: string,
  rows: readonly ImportedRow[],
  signal: AbortSignal,
  kept: () => void = () => undefined,
): Promise<AddedRows> {
  return oneAtATime.run(async () => {
    try {
      return await add(services, yaml, rows, signal, kept);
    } catch (error) {
      // The secret storage fails, so no file may refer to it.
      const name = outsideText(fileNameOf(yaml));
      const failed = l10n.t('{0} was left as it is: {1}', name, asPbxError(error).message);
      return { rows: [...rows], failed };
    }
  });
}

async function add(
  services: AddServices,
  yaml: string,
  rows: readonly ImportedRow[],
  signal: AbortSignal,
  kept: () => void,
): Promise<AddedRows> {
  const fail = (failed: string): AddedRows => ({ rows: [...rows], failed });
  const name = outsideText(fileNameOf(yaml));
  const existing = await readExisting(services, yaml, name);
  if ('problem' in existing) return fail(existing.problem);
  const { target, file, groups } = existing;
  const there = new TrunksInFile(file, groups);
  const { result, added } = await sortOut(services.values, there, rows);
  if (added.length === 0) return { rows: result };

  const passwords = added.flatMap((row) => ('password' in row.trunk ? [{ row, trunk: row.trunk }] : []));
  const textWith = (secrets: readonly (string | undefined)[]) => {
    const bySecret = new Map(passwords.map(({ row }, index) => [row, secrets[index]]));
    return appended(target.text, writeTrunkFile(writtenDocuments(added, (row) => bySecret.get(row))));
  };
  const unfit = await target.unfit(textWith(passwords.map(({ trunk }) => movedSecretName(trunk.trunkname))));
  if (unfit !== undefined)
    return fail(l10n.t('{0} cannot be written, so nothing was imported: {1}', name, unfit));
  const names = await services.secrets.keepAllUnderFreeNames(
    passwords.map(({ trunk }) => ({ suggested: movedSecretName(trunk.trunkname), value: trunk.password })),
    signal,
    kept,
  );
  if (signal.aborted) return fail(l10n.t('Cancelled. No file was written.'));
  try {
    const written = await target.write(textWith(names));
    if (written !== 'changed') return { rows: result };
    return fail(l10n.t('{0} changed meanwhile, so nothing was imported. Try again.', name));
  } catch (error) {
    return fail(l10n.t('{0} cannot be written, so nothing was imported: {1}', name, reasonOf(error)));
  }
}

/** The text with one more document at its end, in its own line breaks. */
function appended(before: string, text: string): string {
  if (before.trim() === '') return before + text;
  const lineBreak = before.includes('\r\n') ? '\r\n' : '\n';
  return before.replace(/[\r\n]*$/, lineBreak) + `---\n${text}`.replaceAll('\n', lineBreak);
}

async function readExisting(
  { targetFiles, reader, pbxes }: AddServices,
  yaml: string,
  name: string,
): Promise<{ target: TargetFile; file: TrunkFile; groups: PbxGroups } | { problem: string }> {
  let opened: OpenedTarget;
  try {
    opened = await targetFiles.open(yaml);
  } catch {
    return { problem: l10n.t('{0} cannot be read, so nothing was imported.', name) };
  }
  const { target } = opened;
  if (!target) return { problem: l10n.t('Nothing was added to {0}: {1}', name, opened.problem.message) };
  if (target.isDirty) {
    return { problem: l10n.t('{0} has changes that are not saved. Save it first.', name) };
  }
  const groups = pbxGroups(pbxes.list());
  const file = await (await reader()).read(target.text, groups);
  if (errorsOf(file).length === 0) return { target, file, groups };
  return {
    problem: l10n.t(
      '{0} has errors, so nothing was added to it. Correct it, or import into another file.',
      name,
    ),
  };
}

/** Which rows are new to a file. Those that are there with other settings get that as their problem. */
async function sortOut(
  values: PlaceholderSource,
  there: TrunksInFile,
  rows: readonly ImportedRow[],
): Promise<{ result: ImportedRow[]; added: TrunkRow[] }> {
  const result: ImportedRow[] = [];
  const added: TrunkRow[] = [];
  for (const row of rows) {
    if (!isTrunkRow(row)) {
      result.push(row);
      continue;
    }
    const entries = there.find(row.pbx, row.trunk.trunkname);
    if (entries.length === 0) {
      added.push(row);
      result.push(row);
      continue;
    }
    const fields = new Set<string>(there.hasAll(row.pbx, row.trunk.trunkname) ? [] : ['pbx']);
    for (const entry of entries) {
      const resolved = await resolveTrunk(entry, values);
      const found =
        'trunk' in resolved
          ? unequalFields(resolved.trunk, row.trunk)
          : resolved.problems.map(({ field }) => field);
      for (const field of found) fields.add(field);
    }
    result.push(
      fields.size === 0
        ? { ...row, notes: [...row.notes, l10n.t('It was in the file already.')] }
        : {
            ...row,
            trunk: undefined,
            problems: [
              l10n.t(
                'The file has a trunk of this name with other settings ({0}). It was left as it is.',
                wordList([...fields]),
              ),
            ],
          },
    );
  }
  return { result, added };
}
