import * as vscode from 'vscode';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { Lines } from '../../core/trunkYaml/yamlLine.ts';

/** Longer lines are nobody's trunk file; they are cut so that looking at one always takes a moment. */
const maxLine = 2000;

/** True for a trunk file that somebody may be writing, and not for an earlier version of it or what a command shows. */
export function isTrunkFile({ uri }: vscode.TextDocument): boolean {
  if (!isTrunkFileName(uri.path) || uri.scheme === 'git') return false;
  return uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
}

/** The lines of a document as the completion and the hover look at them. */
export function linesOf(document: vscode.TextDocument): Lines {
  return {
    count: document.lineCount,
    at: (line) => document.lineAt(line).text.slice(0, maxLine),
  };
}

/** Whether a position is where {@link linesOf} can see it. */
export function isVisible({ character }: vscode.Position): boolean {
  return character < maxLine;
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
