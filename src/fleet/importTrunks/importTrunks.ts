import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { sentences } from '../../core/sentences.ts';
import { importRows } from '../../core/trunkImport/importRows.ts';
import type { Fleet } from '../ports.ts';
import { addToFile, type AddServices } from './addToFile.ts';
import { readCsvFile, unknownColumns, type ColumnAnswers, type RowProblem } from './readCsvFile.ts';

export type ImportServices = AddServices & Pick<Fleet, 'fileSystem'>;

/** What came of an import: how many rows there are, how many of them are in the file now, and why the others are not. */
export interface ImportSummary {
  rows: number;
  imported: number;
  problems: RowProblem[];
}

/** What is to be imported, and where to. */
export interface ImportCall {
  /** The URI of the CSV file. */
  csv: string;
  /** That of the trunk YAML, which is made if it is not there. */
  yaml: string;
  answers?: ColumnAnswers;
  /** Whether the user trusts the folder that is open. */
  trusted: boolean;
}

/** Brings the trunks of a CSV file into a trunk YAML. Asks nothing: columns that nobody knows are ignored, and said so. */
export async function importTrunks(
  services: ImportServices,
  { csv, yaml, answers = {}, trusted }: ImportCall,
  signal: AbortSignal,
): Promise<ImportSummary> {
  if (!trusted) return nothing({ row: 1, message: untrustedImport() });
  const file = await readCsvFile(services, csv, answers);
  if ('failed' in file) return nothing(file.failed);
  const ofFile = [
    ...file.problems,
    ...unknownColumns(file).map(({ header }) => ({
      row: file.headerRow,
      message: l10n.t('The column “{0}” is not known and was ignored.', outsideText(header)),
    })),
  ];
  const read = importRows(file.records, file.columns, pbxGroups(services.pbxes.list()));
  const { rows, failed } = await addToFile(services, yaml, read, signal);
  if (failed !== undefined) {
    return { rows: rows.length, imported: 0, problems: [{ row: 1, message: failed }, ...ofFile] };
  }
  const left = rows.filter(({ trunk }) => !trunk);
  const ofRows = left.map(({ row, problems }) => ({ row, message: sentences(...problems) }));
  return { rows: rows.length, imported: rows.length - left.length, problems: [...ofFile, ...ofRows] };
}

/** Why nothing is imported where the folder is not trusted. */
export function untrustedImport(): string {
  return l10n.t('This folder is not trusted, so no trunks were imported and no passwords were kept.');
}

function nothing(problem: RowProblem): ImportSummary {
  return { rows: 0, imported: 0, problems: [problem] };
}
