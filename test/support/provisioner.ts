/**
 * One window of the editor, as far as the writes go: a process of its own that adds trunks to a PBX under the lock of the
 * machine. Started by support/window.ts; waits for a line, works, and prints what became of it.
 */
import { once } from 'node:events';
import { hrtime } from 'node:process';
import type { TrunkOutcome } from '../../src/core/outcome.ts';
import { BoxLock } from '../../src/pbx/locks/boxLock.ts';
import { MachineLock } from '../../src/pbx/locks/machineLock.ts';
import { provisionPbx } from '../../src/pbx/provision/provisionPbx.ts';
import { Queue } from '../../src/pbx/locks/queue.ts';
import { clientOf, registerTrunk } from './pbxClient.ts';

export interface Work {
  url: string;
  folder: string;
  /** The names of the trunks of each run. */
  runs: string[][];
}

export interface Result {
  outcomes: TrunkOutcome[][];
  /** When it had the lock, by the clock that all processes share, in milliseconds. */
  held: { from: number; to: number }[];
}

const { url, folder, runs } = JSON.parse(process.argv[2] ?? '') as Work;
const now = () => Number(hrtime.bigint()) / 1e6;
const held: Result['held'] = [];
// Looks more often than the editor does, so that windows meet more often.
const lock = new BoxLock(
  new MachineLock(folder, { showLifeEvery: 5000, lookEvery: 5, abandonedAfter: 30_000 }),
);
const writes = new Queue((task, signal) =>
  lock.run(
    url,
    async () => {
      const from = now();
      try {
        return await task();
      } finally {
        held.push({ from, to: now() });
      }
    },
    signal,
  ),
);
const pbx = clientOf(url, { writes, timeoutMs: 30_000 });

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const outcomes = await Promise.all(
  runs.map((names) =>
    provisionPbx(
      pbx,
      names.map((name) => registerTrunk(name)),
      { backoff: () => 1 },
    ),
  ),
);
await pbx.close();
process.stdout.write(JSON.stringify({ outcomes, held } satisfies Result), () => process.exit());
