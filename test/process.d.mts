import type { ChildProcess, SpawnOptions } from 'node:child_process';

export function temporaryFolder(prefix: string): { folder: string; remove: () => void };
export function start(
  command: string,
  args: readonly string[],
  options?: SpawnOptions,
): { child: ChildProcess; stop: () => void };
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { timeout: number; live?: boolean },
): Promise<{ ok: boolean; output: string }>;
