import tls from 'node:tls';
import { Worker } from 'node:worker_threads';

/** A broken store may never answer, in milliseconds. */
const timeout = 20_000;

/**
 * The certificates of the system's store, in PEM. Reading it may take seconds (Windows, macOS), so it is done in a thread of its
 * own. None where this runtime cannot read it.
 * @throws when it fails or takes too long.
 */
export async function readSystemAuthorities(): Promise<readonly string[]> {
  // Since Node 22.15: every editor that this extension runs in has it, Node 20 has not.
  if (!('getCACertificates' in tls)) return [];
  const worker = new Worker(
    `require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))`,
    { eval: true, execArgv: [], stdout: true, stderr: true },
  );
  const timer = setTimeout(() => void worker.terminate(), timeout);
  try {
    return await new Promise<readonly string[]>((resolve, reject) => {
      worker
        .once('message', (certificates: string[]) => {
          resolve(certificates);
        })
        .once('error', reject)
        .once('exit', () => {
          reject(new Error('ended'));
        });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
