import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { TrunkFiles } from '../../fleet/ports.ts';
import { publish } from './publish.ts';

/** Trunk files as the editor has them: unsaved changes count. */
export class EditorFiles implements TrunkFiles {
  readonly #problems: vscode.DiagnosticCollection;

  constructor(problems: vscode.DiagnosticCollection) {
    this.#problems = problems;
  }

  async read(uri: string): Promise<string> {
    const address = vscode.Uri.parse(uri);
    const key = address.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    if (open) return open.getText();
    // For a file on disk VS Code's own file system asks the window first, which costs more than reading it.
    return new TextDecoder().decode(
      await (address.scheme === 'file' ? readFile(address.fsPath) : vscode.workspace.fs.readFile(address)),
    );
  }

  pathOf(uri: string): string {
    return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  }

  showProblems(uri: string, problems: readonly Problem[]): void {
    publish(this.#problems, vscode.Uri.parse(uri), problems);
  }
}
