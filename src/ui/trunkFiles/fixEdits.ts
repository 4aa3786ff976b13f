import * as vscode from 'vscode';
import { indenting } from '../../core/trunkYaml/indentation.ts';
import type { Fix } from '../../core/trunkYaml/problem.ts';
import { cleaning, quoting, type SmallEdit } from '../../core/trunkYaml/smallEdits.ts';
import { toRange } from './trunkFileDocument.ts';

/** A fix that changes what stands in the file by what stands there, since it must hold no value itself. */
type Rewrite = Exclude<Fix, { kind: 'replace' | 'insert' }>;

/** What such a fix does to the document as it is now, and its title. */
export function rewrite(
  document: vscode.TextDocument,
  fix: Rewrite,
): { title: string; edit: vscode.WorkspaceEdit } {
  const edit = new vscode.WorkspaceEdit();
  const change = (place: vscode.Range, edits: (written: string) => SmallEdit[]): void => {
    const start = document.offsetAt(place.start);
    for (const { span, text } of edits(document.getText(place))) {
      const [from, to] = [document.positionAt(start + span[0]), document.positionAt(start + span[1])];
      edit.replace(document.uri, new vscode.Range(from, to), text);
    }
  };
  switch (fix.kind) {
    case 'quote':
      change(toRange(fix.place), quoting);
      return { title: vscode.l10n.t('Put the value in quotes'), edit };
    case 'takeOut':
      change(toRange(fix.place), cleaning);
      return { title: vscode.l10n.t('Take out what does not show'), edit };
    case 'leaveOut':
      edit.delete(document.uri, toRange(fix.place));
      return { title: vscode.l10n.t('Leave it out'), edit };
    case 'indent':
      for (let line = 0; line < document.lineCount; line += 1) {
        change(document.lineAt(line).range, indenting);
      }
      return { title: vscode.l10n.t('Indent the whole file with spaces'), edit };
  }
}
