import * as l10n from '@vscode/l10n';
import { byName } from '../../core/byName.ts';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import { fileNameOf } from '../files/checkedFile.ts';
import { pathOfUri } from '../files/fileUri.ts';
import type { Fleet } from '../ports.ts';
import { folderNames } from './folderNames.ts';

/** A trunk file below a folder, and how a person knows it: its path from there. */
export interface FoundFile {
  uri: string;
  name: string;
}

/** Folders that hold other people's files, or none that anybody wrote. */
const passedOver = ['node_modules', '.git'];

/**
 * Every trunk file below the folders, in the order of their paths, and which folders cannot be read.
 * @param folders URIs; one of a file stands for that file.
 */
export async function findTrunkFiles(
  { fileSystem }: Pick<Fleet, 'fileSystem'>,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<{ files: FoundFile[]; problems: string[] }> {
  const files = new Map<string, FoundFile>();
  const problems: string[] = [];
  const add = (uri: string, name: string) => {
    if (isTrunkFileName(pathOfUri(uri)) && !files.has(uri)) files.set(uri, { uri, name });
  };

  const walk = async (folder: string, path: string): Promise<void> => {
    const items = await fileSystem.list(folder);
    if (!items) {
      const name = path === '' ? fileNameOf(folder) : path.slice(0, -1);
      problems.push(l10n.t('The folder {0} cannot be read. Is it still there?', name));
      return;
    }
    for (const { uri, name, isFolder } of [...items].sort((a, b) => byName(a.name, b.name))) {
      if (signal.aborted) return;
      if (!isFolder) add(uri, path + name);
      else if (!passedOver.includes(name)) await walk(uri, `${path}${name}/`);
    }
  };

  const names = folderNames(folders.map(pathOfUri));
  for (const [index, folder] of folders.entries()) {
    if (await fileSystem.isFile(folder)) add(folder, fileNameOf(folder));
    else await walk(folder, folders.length > 1 ? `${names[index] ?? ''}/` : '');
  }
  return { files: [...files.values()], problems };
}
