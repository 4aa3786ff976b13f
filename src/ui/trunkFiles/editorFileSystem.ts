import * as vscode from 'vscode';
import type { FileSystem } from '../../fleet/ports.ts';
import { decodeFile } from './fileText.ts';

/** What is on disk, or wherever else the editor reaches, by VS Code's own file system. */
export const editorFileSystem: FileSystem = {
  async isFile(uri) {
    const found = await vscode.workspace.fs.stat(vscode.Uri.parse(uri)).then(undefined, () => undefined);
    return found !== undefined && (found.type & vscode.FileType.File) !== 0;
  },

  async list(folder) {
    const address = vscode.Uri.parse(folder);
    const items = await vscode.workspace.fs.readDirectory(address).then(undefined, () => undefined);
    return items?.flatMap(([name, type]) => {
      // A linked folder is found where it is, or it leads round in a circle.
      const isFolder = type === vscode.FileType.Directory;
      if (!isFolder && (type & vscode.FileType.File) === 0) return [];
      return [{ uri: vscode.Uri.joinPath(address, name).toString(), name, isFolder }];
    });
  },

  async bytes(uri, most) {
    const address = vscode.Uri.parse(uri);
    const { size } = await vscode.workspace.fs.stat(address);
    return size > most ? 'tooLarge' : await vscode.workspace.fs.readFile(address);
  },

  async decode(uri, bytes) {
    return await decodeFile(vscode.Uri.parse(uri), bytes);
  },
};
