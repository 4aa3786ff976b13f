import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { lostLetterIn } from '../../core/trunkYaml/lostText.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { ReadText, TrunkFiles } from '../../fleet/ports.ts';
import { decodeFile } from './fileText.ts';
import type { ShownProblems } from './shownProblems.ts';

/** Trunk files as the editor has them: unsaved changes count. */
export class EditorFiles implements TrunkFiles {
  readonly #problems: ShownProblems;

  constructor(problems: ShownProblems) {
    this.#problems = problems;
  }

  async read(uri: string): Promise<ReadText> {
    const address = vscode.Uri.parse(uri);
    const key = address.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    if (open) {
      const text = open.getText();
      const problem = lostLetterIn(text, open.encoding);
      return problem ? { problem } : { text };
    }
    // For a file on disk VS Code's own file system asks the window first, which costs more than reading it.
    const bytes = await (address.scheme === 'file'
      ? readFile(address.fsPath)
      : vscode.workspace.fs.readFile(address));
    return await decodeFile(address, bytes);
  }

  pathOf(uri: string): string {
    return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  }

  showProblems(uri: string, problems: readonly Problem[]): void {
    this.#problems.publish(vscode.Uri.parse(uri), problems);
  }
}
