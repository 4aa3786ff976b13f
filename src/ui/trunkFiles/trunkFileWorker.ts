/** The worker that reads large trunk files: a bundle of its own, started by {@link BackgroundReader}. */
import { parentPort, workerData } from 'node:worker_threads';
import { useTranslations, type Translations } from '../../core/translations.ts';
import { TrunkFileTasks, type TrunkFileTask } from './trunkFileTask.ts';

/** What the worker is started with: the translations, if there are any. */
export interface TrunkFileWorkerData {
  bundle: Translations | undefined;
}

useTranslations((workerData as TrunkFileWorkerData).bundle);

const tasks = new TrunkFileTasks();
parentPort?.on('message', ({ id, task }: { id: number; task: TrunkFileTask }) => {
  parentPort?.postMessage({ id, result: tasks.do(task) });
});
