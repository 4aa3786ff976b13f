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

/** The same as {@link userFiles}, once one of that name has these words. Mocha's own timeout ends the waiting. */
export async function filesWith(name: string, words: string): Promise<[string, string][]> {
  for (;;) {
    const files = await userFiles();
    if (files.some(([path, content]) => path.endsWith(name) && content.includes(words))) return files;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
