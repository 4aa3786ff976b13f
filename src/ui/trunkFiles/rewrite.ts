import * as vscode from 'vscode';
import { cleanedValue } from '../../core/trunkYaml/cleanedValue.ts';
import { withSpaces } from '../../core/trunkYaml/indentation.ts';
import { quotedAsWritten } from '../../core/trunkYaml/misread.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { Fix } from '../../core/trunkYaml/problem.ts';
import { toRange } from './trunkFileDocument.ts';

/** A fix that changes what stands in the file by what stands there, since it must hold no value itself. */
type Rewrite = Exclude<Fix, { kind: 'replace' | 'insert' }>;

/** What such a fix does to the document as it is now, and its title. */
export function rewrite(
  document: vscode.TextDocument,
  fix: Rewrite,
): { title: string; edit: vscode.WorkspaceEdit } {
  const edit = new vscode.WorkspaceEdit();
  const replace = (place: Range, change: (written: string) => string): void => {
    const range = toRange(place);
    edit.replace(document.uri, range, change(document.getText(range)));
  };
  switch (fix.kind) {
    case 'quote':
      replace(fix.place, quotedAsWritten);
      return { title: vscode.l10n.t('Put the value in quotes'), edit };
    case 'takeOut':
      replace(fix.place, cleanedValue);
      return { title: vscode.l10n.t('Take out what does not show'), edit };
    case 'leaveOut':
      replace(fix.place, () => '');
      return { title: vscode.l10n.t('Leave it out'), edit };
    case 'indent':
      for (let line = 0; line < document.lineCount; line += 1) {
        const { text, range } = document.lineAt(line);
        const spaced = withSpaces(text);
        if (spaced !== text) edit.replace(document.uri, range, spaced);
      }
      return { title: vscode.l10n.t('Indent the whole file with spaces'), edit };
  }
}
