import * as vscode from 'vscode';
import { lostLetterIn } from '../../core/trunkYaml/lostText.ts';
import type { OpenedTarget, TargetFile } from '../../fleet/ports.ts';
import { decodeFile, encodingOfDocument, encodingOfNewFile, unfitIn, type EncodedText } from './fileText.ts';
import { replaceFile } from './replaceFile.ts';

/**
 * Opens a file that is to be rewritten: through the editor where it has it, so that nothing unsaved is lost.
 * @throws when it is there and cannot be read.
 */
export async function openTarget(uri: string): Promise<OpenedTarget> {
  const address = vscode.Uri.parse(uri);
  const document = openDocument(address);
  if (document) {
    const problem = lostLetterIn(document.getText(), document.encoding);
    return problem ? { problem } : { target: editorTarget(document) };
  }
  const found = await bytesOf(address);
  if (found === undefined || found.length === 0) {
    return { target: diskTarget(address, found, { text: '', encoding: encodingOfNewFile(address) }) };
  }
  const read = await decodeFile(address, found);
  return read.problem ? read : { target: diskTarget(address, found, read) };
}

function editorTarget(document: vscode.TextDocument): TargetFile {
  const { uri, version, isDirty } = document;
  const unfit = (text: string) => unfitIn(encodingOfDocument(document), text);
  return {
    text: document.getText(),
    exists: true,
    isDirty,
    unfit,
    async write(text) {
      // The editor would save a question mark for what does not fit.
      await refuseUnfit(unfit(text));
      if (openDocument(uri) !== document || document.version !== version) return 'changed';
      const wasDirty = document.isDirty;
      const edit = new vscode.WorkspaceEdit();
      const { start, end, inserted } = changedPart(document.getText(), text);
      edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), inserted);
      if (!(await vscode.workspace.applyEdit(edit))) return 'changed';
      if (!wasDirty) await document.save();
      return document.isDirty ? 'unsaved' : 'saved';
    },
  };
}

/** @param found what is on disk; undefined when there is no such file. */
function diskTarget(
  uri: vscode.Uri,
  found: Uint8Array | undefined,
  { text: before, encoding }: EncodedText,
): TargetFile {
  const unfit = (text: string) => unfitIn(encoding, text);
  return {
    text: before,
    exists: found !== undefined,
    isDirty: false,
    unfit,
    async write(text) {
      await refuseUnfit(unfit(text));
      const bytes = await encoding.encode(text);
      if (openDocument(uri) || !isSame(await bytesOf(uri), found)) return 'changed';
      if (found === undefined) await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
      if (uri.scheme === 'file') await replaceFile(uri.fsPath, bytes);
      else await vscode.workspace.fs.writeFile(uri, bytes);
      return 'saved';
    },
  };
}

async function refuseUnfit(reason: Promise<string | undefined>): Promise<void> {
  const words = await reason;
  if (words !== undefined) throw new Error(words);
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
}

/** @returns undefined when there is no such file. */
async function bytesOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one && other ? Buffer.compare(one, other) === 0 : one === other;
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
