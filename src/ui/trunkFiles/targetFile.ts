import * as vscode from 'vscode';
import type { TargetFile } from '../../fleet/ports.ts';
import { replaceFile } from './replaceFile.ts';

/**
 * Opens a file that is to be rewritten: through the editor where it has it, so that nothing unsaved is lost.
 * @throws when it is there and cannot be read.
 */
export async function openTarget(uri: string): Promise<TargetFile | 'notText'> {
  const address = vscode.Uri.parse(uri);
  const document = openDocument(address);
  if (document) return editorTarget(document);
  try {
    return diskTarget(address, await readText(address));
  } catch (error) {
    if (error instanceof TypeError) return 'notText';
    throw error;
  }
}

function editorTarget(document: vscode.TextDocument): TargetFile {
  const { uri, version, isDirty } = document;
  return {
    text: document.getText(),
    exists: true,
    isDirty,
    async write(text) {
      if (openDocument(uri) !== document || document.version !== version) return 'changed';
      const wasDirty = document.isDirty;
      const edit = new vscode.WorkspaceEdit();
      const { start, end, inserted } = changedPart(document.getText(), text);
      edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), inserted);
      if (!(await vscode.workspace.applyEdit(edit))) return 'changed';
      return !wasDirty && (await document.save()) ? 'saved' : 'unsaved';
    },
  };
}

/** @param found what is on disk; undefined when there is no such file. */
function diskTarget(uri: vscode.Uri, found: string | undefined): TargetFile {
  return {
    text: found ?? '',
    exists: found !== undefined,
    isDirty: false,
    async write(text) {
      if (openDocument(uri) || (await readText(uri)) !== found) return 'changed';
      if (found === undefined) await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
      if (uri.scheme === 'file') await replaceFile(uri.fsPath, text);
      else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return 'saved';
    },
  };
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
}

/** @returns undefined when there is no such file. @throws a TypeError when it is not text in UTF-8. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  // The mark at the beginning is part of the text: it is to be there afterwards too.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The stretch in which two texts differ, so that the cursor and the folding of the rest stay. */
function changedPart(before: string, after: string): { start: number; end: number; inserted: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same += 1;
  // Between the two halves of a line break no editor has a place.
  if (before[start - 1] === '\r') start -= 1;
  if (same > 0 && before[before.length - same] === '\n' && before[before.length - same - 1] === '\r')
    same -= 1;
  return { start, end: before.length - same, inserted: after.slice(start, after.length - same) };
}
