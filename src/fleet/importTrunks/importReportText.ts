import * as l10n from '@vscode/l10n';
import { sentences, wordList } from '../../core/sentences.ts';
import type { Column } from '../../core/trunkImport/columns.ts';
import type { ImportedRow } from '../../core/trunkImport/importRows.ts';
import { escapeMarkdown, markdownTable } from '../markdown.ts';
import type { RowProblem } from './readCsvFile.ts';

/** What the report of an import tells. */
export interface ImportStory {
  csv: string;
  yaml: string;
  columns: readonly Column[];
  /** About the file and its header. */
  problems: readonly RowProblem[];
  rows: readonly ImportedRow[];
  /** Whether git tracks the CSV. */
  tracked: boolean;
}

/** A line such as `18 of 20 rows imported; 2 have problems.` */
export function importWords(rows: readonly ImportedRow[]): string {
  const left = rows.filter(({ trunk }) => !trunk).length;
  const imported = rows.length - left;
  if (left === 0) {
    return imported === 1
      ? l10n.t('The only row was imported.')
      : l10n.t('All {0} rows were imported.', imported);
  }
  if (imported === 0) {
    return left === 1
      ? l10n.t('Nothing was imported: the only row has a problem.')
      : l10n.t('Nothing was imported: all {0} rows have problems.', left);
  }
  return left === 1
    ? l10n.t('{0} of {1} rows imported; 1 has a problem.', imported, rows.length)
    : l10n.t('{0} of {1} rows imported; {2} have problems.', imported, rows.length, left);
}

/** The report of an import as Markdown: the sum, what to do with the CSV, its columns, and every row. */
export function importReportText({ csv, yaml, columns, problems, rows, tracked }: ImportStory): string {
  const left = rows.filter(({ trunk }) => !trunk);
  const lines = [
    `# ${l10n.t('PBX Trunks: import of a CSV file')}`,
    '',
    `**${importWords(rows)}**`,
    '',
    `- ${l10n.t('From: {0}', escapeMarkdown(csv))}`,
    `- ${l10n.t('Into: {0}', escapeMarkdown(yaml))}`,
    ...problems.map(({ row, message }) => `- ${l10n.t('Row {0}: {1}', row, escapeMarkdown(message))}`),
    ...passwordAdvice(columns, rows, tracked),
    ...(left.length > 0 ? ['', `## ${l10n.t('What needs attention')}`, '', ...rowTable(left)] : []),
    '',
    `## ${l10n.t('Columns')}`,
    '',
    ...markdownTable(
      [l10n.t('Column'), l10n.t('Read as')],
      columns.map(({ header, use, remembered }) => [header, useWords(use, remembered)]),
    ),
    '',
    `## ${l10n.t('All rows')}`,
    '',
    ...rowTable(rows),
  ];
  return `${lines.join('\n')}\n`;
}

function passwordAdvice(
  columns: readonly Column[],
  rows: readonly ImportedRow[],
  tracked: boolean,
): string[] {
  if (rows.length === 0 || !columns.some(({ use }) => use === 'password')) return [];
  const advice = rows.some(({ trunk }) => trunk && 'password' in trunk)
    ? l10n.t(
        'The passwords are in VS Code’s secret storage now. The CSV file still has them in clear text: delete it when you no longer need it.',
      )
    : l10n.t('The CSV file may have passwords in clear text: delete it when you no longer need it.');
  const history = l10n.t(
    'Git tracks the CSV file, so its history has the passwords too. Take it out of git, and change the passwords if others can read the repository.',
  );
  return ['', `**${tracked ? sentences(advice, history) : advice}**`];
}

function rowTable(rows: readonly ImportedRow[]): string[] {
  return markdownTable(
    [l10n.t('Row'), l10n.t('Trunk'), 'PBX', l10n.t('Outcome'), l10n.t('What happened')],
    rows.map(({ row, trunkname, pbx, trunk, problems, notes }) => [
      row.toString(),
      trunkname,
      wordList(pbx),
      trunk ? l10n.t('imported') : l10n.t('left out'),
      sentences(...problems, ...notes),
    ]),
  );
}

function useWords(use: Column['use'], remembered: boolean): string {
  const words = use === undefined || use === 'ignore' ? l10n.t('not used') : use;
  return remembered ? l10n.t('{0} (as you answered)', words) : words;
}
