import { chmod, mkdir, stat } from 'node:fs/promises';

/**
 * Makes a folder, with those above it, that only this user may look into.
 * @throws when that cannot be done.
 */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  // It may have been there before. Windows has no such modes, and its folders of a user are the user's anyway.
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o700);
}
