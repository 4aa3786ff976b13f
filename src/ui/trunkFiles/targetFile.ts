import * as vscode from 'vscode';
import { replaceFile } from './replaceFile.ts';

/** A file to be updated, with what is in it: unsaved changes where an editor has it, else what is on disk. */
export interface TargetFile {
  uri: vscode.Uri;
  text: string;
  exists: boolean;
  document?: vscode.TextDocument;
  version?: number;
}

/** @throws when the file is there and cannot be read, or is not text in UTF-8. */
export async function readTarget(uri: vscode.Uri): Promise<TargetFile> {
  const document = openDocument(uri);
  if (document) {
    return { uri, text: document.getText(), exists: true, document, version: document.version };
  }
  const text = await readText(uri);
  return { uri, text: text ?? '', exists: text !== undefined };
}

/**
 * Writes the new text: through the editor where the file is open, so that nothing unsaved is lost.
 * @returns whether it is on disk now, has unsaved changes of somebody else beside it, or changed meanwhile and was left.
 */
export async function writeTarget(
  target: TargetFile,
  text: string,
): Promise<'saved' | 'unsaved' | 'changed'> {
  const { uri } = target;
  const document = openDocument(uri);
  if (target.document ?? document) {
    if (!document || document !== target.document || document.version !== target.version) return 'changed';
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    const { start, end, inserted } = changedPart(document.getText(), text);
    edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), inserted);
    if (!(await vscode.workspace.applyEdit(edit))) return 'changed';
    return !wasDirty && (await document.save()) ? 'saved' : 'unsaved';
  }
  if ((await readText(uri)) !== (target.exists ? target.text : undefined)) return 'changed';
  if (!target.exists) await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  if (uri.scheme === 'file') await replaceFile(uri.fsPath, text);
  else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return 'saved';
}

/** The system's word, such as EACCES, without the stack or a path. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
}

/** @returns undefined when there is no such file. */
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
