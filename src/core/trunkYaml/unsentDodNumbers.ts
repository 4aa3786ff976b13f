import * as l10n from '@vscode/l10n';
import { dodFields } from '../dodNumbers.ts';
import { wordList } from '../sentences.ts';
import type { Problem } from './problem.ts';
import { rangeOf, type TrunkDocument, type TrunkFile } from './trunkFile.ts';

/**
 * Warns of DOD numbers that are for PBXes whose API version has no fields for them.
 * @param without the names of such PBXes.
 * @param targetsOf the PBXes that the trunks of a document are for.
 */
export function unsentDodNumbers(
  file: TrunkFile,
  without: readonly string[],
  targetsOf: (document: TrunkDocument) => readonly string[],
): Problem[] {
  const known = new Set(without);
  return file.documents.flatMap((document) => {
    const names = targetsOf(document).filter((name) => known.has(name));
    if (names.length === 0) return [];
    return document.trunks.flatMap((entry) =>
      dodFields.flatMap((field): Problem[] => {
        if ((entry.values[field] ?? '').trim() === '') return [];
        const message = l10n.t(
          '{0} is not sent to {1}: only API version {2} has it.',
          field,
          wordList(names),
          'v1.1.0',
        );
        return [{ severity: 'warning', code: 'field-advice', message, ...rangeOf(entry, field) }];
      }),
    );
  });
}
