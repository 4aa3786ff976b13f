import * as vscode from 'vscode';
import { wordList } from '../../core/sentences.ts';
import { readLine } from '../../core/trunkYaml/yamlLine.ts';
import { fieldSnippet } from '../../core/trunkYaml/trunkSnippet.ts';
import { trunkTypes, type TrunkField } from '../../core/trunk.ts';

/** A way to write fields that a trunk lacks. */
export interface FieldEdit {
  title: string;
  edit: vscode.WorkspaceEdit;
}

/** The ways to insert fields behind the last one of a trunk: for a type, one for each type. */
export function insertFields(
  document: vscode.TextDocument,
  fields: readonly TrunkField[],
  trunk: vscode.Range,
): FieldEdit[] {
  const inBrackets = document.getText(new vscode.Range(trunk.start, trunk.start.translate(0, 1))) === '{';
  const wholeMap =
    document.getText(
      new vscode.Range(trunk.end.translate(0, trunk.end.character > 0 ? -1 : 0), trunk.end),
    ) === '}';
  // Half-written brackets have no place where a field surely belongs.
  if (inBrackets && !wholeMap) return [];
  const [only] = fields;
  if (fields.length === 1 && only === 'trunktype') {
    return trunkTypes.map((type) => ({
      title: vscode.l10n.t('Insert {0}', `trunktype: ${type}`),
      edit: edit(document, trunk, [`trunktype: ${type}`], inBrackets),
    }));
  }
  const title = vscode.l10n.t('Insert {0}', wordList(fields));
  let stop = 0;
  const snippets = fields.map((field) =>
    // Each field its own place to type, in the order of the fields.
    fieldSnippet(field, inBrackets).replace(/\$(?:\{\d:([^}]*)\}|\d)/, (_, preset?: string) => {
      stop += 1;
      return `\${${stop.toString()}:${preset ?? ''}}`;
    }),
  );
  return [{ title, edit: edit(document, trunk, snippets, inBrackets) }];
}

function edit(
  document: vscode.TextDocument,
  trunk: vscode.Range,
  snippets: readonly string[],
  inBrackets: boolean,
): vscode.WorkspaceEdit {
  const snippet = inBrackets
    ? snippets.map((one) => `, ${one}`).join('')
    : blockSnippet(document, trunk, snippets);
  const place = inBrackets ? trunk.end.translate(0, -1) : document.lineAt(trunk.end.line).range.end;
  const result = new vscode.WorkspaceEdit();
  result.set(document.uri, [vscode.SnippetTextEdit.insert(place, new vscode.SnippetString(snippet))]);
  return result;
}

/** VS Code indents further lines of a snippet like the line that it is inserted in. */
function blockSnippet(
  document: vscode.TextDocument,
  trunk: vscode.Range,
  snippets: readonly string[],
): string {
  const { indent } = readLine(document.lineAt(trunk.end.line).text);
  const further = ' '.repeat(Math.max(0, trunk.start.character - indent));
  return snippets.map((one) => `\n${further}${one}`).join('');
}
