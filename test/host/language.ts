import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Waits until the problems of a file are as wanted, and returns them: ours, or those of these sources. */
export async function problemsWhen(
  uri: vscode.Uri,
  wanted: (problems: vscode.Diagnostic[]) => boolean,
  sources: readonly string[] = ['pbx'],
): Promise<vscode.Diagnostic[]> {
  const now = () =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source !== undefined && sources.includes(source));
  if (wanted(now())) return now();
  return await new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((one) => one.toString() === uri.toString()) || !wanted(now())) return;
      listener.dispose();
      resolve(now());
    });
  });
}

/** The first problem of that code, once there is one. */
export async function problemOf(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  const [found] = (
    await problemsWhen(uri, (problems) => problems.some((problem) => problem.code === code))
  ).filter((problem) => problem.code === code);
  if (!found) throw new Error(`No problem ${code}`);
  return found;
}

const extension = vscode.extensions.getExtension('pbx-trunks.pbx-trunks')?.extensionPath ?? '.';
const snippets = JSON.parse(readFileSync(join(extension, 'media', 'snippets.json'), 'utf8')) as Record<
  string,
  { prefix: string[] }
>;

/** What is offered at a place, but for the snippets, which VS Code offers everywhere. */
export async function completionsAt(uri: vscode.Uri, position: vscode.Position) {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
  return items.filter(({ label }) => !prefixes.includes(typeof label === 'string' ? label : label.label));
}

/** The text of what is shown when the mouse rests at a place. */
export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content as vscode.MarkdownString).value)
    .join('\n');
}

/** The quick fixes at a place, by their titles. */
export async function fixesAt(uri: vscode.Uri, range: vscode.Range): Promise<Map<string, vscode.CodeAction>> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return new Map(actions.map((action) => [action.title, action]));
}

/** Does what a quick fix promises. */
export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  if (!action) throw new Error('There is no such quick fix');
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  if (action.command) {
    const given = (action.command.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand(action.command.command, ...given);
  }
}

export function lensesOf(uri: vscode.Uri): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
}
