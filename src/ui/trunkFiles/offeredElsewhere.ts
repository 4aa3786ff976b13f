import * as vscode from 'vscode';

/** Asks the others alone: no key types it, so a question with it is our own. */
const ourQuestion = '\u{E000}';

/** True for the question of {@link offeredElsewhere}, which is not for us. */
export function isForOthers({ triggerCharacter }: vscode.CompletionContext): boolean {
  return triggerCharacter === ourQuestion;
}

/** What Red Hat's YAML extension offers at a place, where it is active: the labels. */
export async function offeredElsewhere(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Promise<ReadonlySet<string>> {
  if (!vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive) return new Set();
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
    ourQuestion,
  );
  return new Set(
    items.flatMap(({ kind, label }) => {
      // Words of the file, which VS Code offers where nobody knows better.
      if (kind === vscode.CompletionItemKind.Text) return [];
      return typeof label === 'string' ? label : label.label;
    }),
  );
}
