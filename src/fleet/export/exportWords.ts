import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import { fileNameOf } from '../files/checkedFile.ts';
import type { ExportedFile } from './exportFile.ts';

/** How many problems are said in a notification; all of them are in the output. */
const maxProblems = 2;

/** What became of an export, in a few sentences. */
export function exportWords(exported: readonly ExportedFile[]): string {
  const written = exported.filter(({ uri }) => uri !== undefined);
  const [only] = written;
  const parts: string[] = [];
  if (written.length === 1 && only?.uri !== undefined)
    parts.push(fileWords(only, outsideText(fileNameOf(only.uri))));
  else if (written.length > 1) {
    const total = (key: keyof ExportedFile['counts']) =>
      written.reduce((before, { counts }) => before + counts[key], 0);
    const changes = changeWords({
      added: total('added'),
      changed: total('changed'),
      removed: total('removed'),
    });
    parts.push(
      changes === ''
        ? l10n.t('{0} files are up to date.', written.length)
        : l10n.t('Exported to {0} files: {1}.', written.length, changes),
    );
  }
  const problems = exported.flatMap(({ pbx, problems: list }) =>
    list.map((words) => (exported.length === 1 ? words : `${outsideText(pbx)}: ${words}`)),
  );
  parts.push(...problems.slice(0, maxProblems));
  if (problems.length > maxProblems) {
    parts.push(l10n.t('The output has {0} more.', problems.length - maxProblems));
  }
  return sentences(...parts);
}

function fileWords({ isNew, counts }: ExportedFile, file: string): string {
  if (isNew) return l10n.t('Exported to {0}: {1}.', file, trunkCount(counts.added));
  const changes = changeWords(counts);
  return changes === ''
    ? l10n.t('{0} is up to date: {1}.', file, trunkCount(counts.trunks))
    : l10n.t('{0} was updated: {1}.', file, changes);
}

function trunkCount(count: number): string {
  if (count === 0) return l10n.t('no trunk');
  return count === 1 ? l10n.t('1 trunk') : l10n.t('{0} trunks', count);
}

function changeWords({ added, changed, removed }: Omit<ExportedFile['counts'], 'trunks'>): string {
  return wordList([
    ...(added > 0 ? [l10n.t('{0} added', added)] : []),
    ...(changed > 0 ? [l10n.t('{0} changed', changed)] : []),
    ...(removed > 0 ? [l10n.t('{0} removed', removed)] : []),
  ]);
}
