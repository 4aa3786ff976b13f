import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { unknownPbxes } from '../../core/trunkYaml/knownNames.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { Fix, Severity } from '../../core/trunkYaml/problem.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import type { TrunkFileReader } from '../../fleet/trunkFileReader.ts';

/** Something wrong in a trunk file, at its place. */
export interface PlacedProblem extends Range {
  severity: Severity;
  code: string;
  message: string;
  fix?: Fix;
}

/** A trunk file as it was read, with what is wrong in it. */
export interface CheckedFile {
  uri: vscode.Uri;
  file: TrunkFile;
  problems: PlacedProblem[];
}

/** Reads a trunk file and checks it against the names of the configured PBXes: what is in the editor if it is open there, else what is on disk. */
export async function checkFile(
  uri: vscode.Uri,
  known: ReadonlySet<string>,
  reader: TrunkFileReader,
): Promise<CheckedFile> {
  let text: string;
  try {
    text = await textOf(uri);
  } catch {
    const start = { line: 0, character: 0 };
    const message = vscode.l10n.t('{0} cannot be read. Is it still there?', nameOf(uri));
    return {
      uri,
      file: { documents: [], problems: [] },
      problems: [{ severity: 'error', code: 'file', message, start, end: start }],
    };
  }
  const file = await reader.read(text);
  return { uri, file, problems: [...file.problems, ...unknownPbxes(file, [...known])] };
}

/** The last part of a file's path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  // For a file on disk VS Code's own file system asks the window first, which costs more than reading it.
  return new TextDecoder().decode(
    await (uri.scheme === 'file' ? readFile(uri.fsPath) : vscode.workspace.fs.readFile(uri)),
  );
}
