/** Runs commands of a POSIX shell with curl, or on a machine that has none, with what stands in for it. */
import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

export interface Ended {
  stdout: string;
  stderr: string;
  failed: boolean;
}

/** The curls to try: the one of this machine, if there is one, and the one that stands in for it. */
export function curls(): { name: string; path: string }[] {
  const path = process.env['PATH'] ?? '';
  const real = path.split(delimiter).some((folder) => isProgram(join(folder, 'curl')));
  return [...(real ? [{ name: 'curl', path }] : []), { name: 'stand-in for curl', path: standIn(path) }];
}

/** Runs a command with these variables and no others. */
export function runInShell(command: string, path: string, variables: Record<string, string>): Promise<Ended> {
  const env = { PATH: path, LANG: 'C.UTF-8', ...variables };
  return new Promise((done) => {
    execFile('sh', ['-c', command], { env }, (error, stdout, stderr) => {
      done({ stdout, stderr, failed: error !== null });
    });
  });
}

function standIn(path: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbx-curl-'));
  const program = join(folder, 'curl');
  const script = resolve('test/support/curl.mjs');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(program, 0o755);
  return [folder, path].join(delimiter);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
