import * as vscode from 'vscode';
import type { ResultsTexts } from './conversation.ts';

const kinds = {
  json: { extension: 'json', filters: { JSON: ['json'] } },
  markdown: { extension: 'md', filters: { Markdown: ['md'] } },
};
type Format = keyof typeof kinds;

/** Writes results into a file: the one that is named, or that a person chooses. */
export async function saveAs(format: Format, texts: ResultsTexts, named?: vscode.Uri): Promise<void> {
  const chosen = named ?? (await askForFile(format, texts.name));
  if (chosen) await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(texts[format]));
}

function askForFile(format: Format, name: string): Thenable<vscode.Uri | undefined> {
  const { extension, filters } = kinds[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    filters,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.${extension}`) }),
  });
}
