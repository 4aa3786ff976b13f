/** The worker that reads large trunk files: a bundle of its own, started by {@link BackgroundReader}. */
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { TrunkFileTasks, type TrunkFileTask } from './trunkFileTask.ts';

/** What the worker is started with: the translations, if there are any. */
export interface TrunkFileWorkerData {
  bundle: Record<string, string | { message: string; comment: string[] }> | undefined;
}

const { bundle } = workerData as TrunkFileWorkerData;
if (bundle) l10n.config({ contents: bundle });

const tasks = new TrunkFileTasks();
parentPort?.on('message', ({ id, task }: { id: number; task: TrunkFileTask }) => {
  parentPort?.postMessage({ id, result: tasks.do(task) });
});
