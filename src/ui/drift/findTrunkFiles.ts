import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import { nameOf } from '../trunkFiles/trunkFiles.ts';
import { folderNames } from '../../fleet/drift/folderNames.ts';

/** A trunk file below a folder, and how a person knows it: its path from there. */
export interface FoundFile {
  uri: vscode.Uri;
  name: string;
}

/** Folders that hold other people's files, or none that anybody wrote. */
const passedOver = ['node_modules', '.git'];

/** Every trunk file below the folders, in the order of their paths, and which folders cannot be read. */
export async function findTrunkFiles(
  folders: readonly vscode.Uri[],
  signal: AbortSignal,
): Promise<{ files: FoundFile[]; problems: string[] }> {
  const files = new Map<string, FoundFile>();
  const problems: string[] = [];
  const add = (uri: vscode.Uri, name: string) => {
    if (isTrunkFileName(uri.path) && !files.has(uri.toString())) files.set(uri.toString(), { uri, name });
  };

  const walk = async (folder: vscode.Uri, path: string): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => undefined);
    if (!entries) {
      const name = path === '' ? nameOf(folder) : path.slice(0, -1);
      problems.push(vscode.l10n.t('The folder {0} cannot be read. Is it still there?', name));
      return;
    }
    for (const [name, type] of entries.sort(([a], [b]) => byName(a, b))) {
      if (signal.aborted) return;
      const uri = vscode.Uri.joinPath(folder, name);
      // A linked folder is passed over: it is found where it is, or it leads round in a circle.
      if (type === vscode.FileType.Directory) {
        if (!passedOver.includes(name)) await walk(uri, `${path}${name}/`);
      } else if ((type & vscode.FileType.File) !== 0) add(uri, path + name);
    }
  };

  const names = folderNames(folders.map(({ path }) => path));
  for (const [index, folder] of folders.entries()) {
    const stat = await vscode.workspace.fs.stat(folder).then(undefined, () => undefined);
    if (stat && (stat.type & vscode.FileType.File) !== 0) add(folder, nameOf(folder));
    else await walk(folder, folders.length > 1 ? `${names[index] ?? ''}/` : '');
  }
  return { files: [...files.values()], problems };
}
