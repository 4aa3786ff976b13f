import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Everything that the editor has written for this user, the logs and the extension's storage included. */
export async function userFiles(): Promise<[name: string, content: string][]> {
  const folder = join(dirname(homedir()), 'user-data');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name);
        return [path, (await readFile(path)).toString('latin1')];
      }),
  );
}
