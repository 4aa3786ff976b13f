import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Everything that the editor has written for this user, the logs and the extension's storage included; paths have `/`. */
export async function userFiles(): Promise<[name: string, content: string][]> {
  const folder = process.env['PBX_TRUNKS_USER_DATA'];
  if (folder === undefined) throw new Error('Tests are run by test/run.mjs.');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name);
        const bytes = await readFile(path).catch(blankWhereTaken);
        return [path.replaceAll(sep, '/'), bytes.toString('latin1')];
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

/** The desktop's browser removes files of its own at any time, and on Windows holds others so that nobody can read them. */
function blankWhereTaken(error: unknown): Buffer {
  if (!['ENOENT', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  return Buffer.alloc(0);
}
