/** The worker that reads trunk files: a bundle of its own, started by `BackgroundReader`. */
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { PbxGroups } from '../../core/pbxGroups.ts';
import { useTranslations } from '../../core/translations.ts';
import { namesInFile } from '../../core/trunkYaml/namesInFile.ts';
import { outlineOf } from '../../core/trunkYaml/outline.ts';
import { placeholdersFor } from '../../core/trunkYaml/placeholders.ts';
import { plainPasswords } from '../../core/trunkYaml/plainPasswords.ts';
import { readTrunkFile } from '../../core/trunkYaml/readTrunkFile.ts';
import { renamedName } from '../../core/trunkYaml/renamedName.ts';
import { reviewTrunkFile } from '../../core/trunkYaml/review.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import { updateTrunkFile } from '../../core/trunkYaml/updateTrunkFile.ts';
import { piecesOf } from './trunkFilePieces.ts';
import type { TaskResults, TrunkFileTask, TrunkFileWorkerData } from './trunkFileTask.ts';

useTranslations((workerData as TrunkFileWorkerData).bundle);

/** Kept only until it is reviewed: a large file takes much memory once it is read. */
let prepared: { text: string; groups: PbxGroups; file: TrunkFile } | undefined;

parentPort?.on('message', (task: TrunkFileTask) => {
  const result = resultOf(task);
  const bytes = task.kind === 'read' ? (result as TaskResults['read']) : [];
  parentPort?.postMessage(
    result,
    bytes.map(({ buffer }) => buffer),
  );
});

function resultOf(task: TrunkFileTask): TaskResults[TrunkFileTask['kind']] {
  switch (task.kind) {
    case 'read':
      return piecesOf(readTrunkFile(task.text, task.groups));
    case 'prepare':
      prepared = { ...task, file: readTrunkFile(task.text, task.groups) };
      return undefined;
    case 'review': {
      const { groups } = task.known;
      const isPrepared = prepared?.text === task.text && isDeepStrictEqual(prepared.groups, groups);
      const file = isPrepared && prepared ? prepared.file : readTrunkFile(task.text, groups);
      prepared = undefined;
      return reviewTrunkFile(file, task.known);
    }
    case 'outline':
      return outlineOf(readTrunkFile(task.text));
    case 'names':
      return namesInFile(task.text);
    case 'rename':
      return renamedName(task.text, task.thing, task.next);
    case 'passwords':
      return plainPasswords(task.text);
    case 'placeholders':
      return placeholdersFor(task.pbx, readTrunkFile(task.text, task.groups));
    case 'update':
      return updateTrunkFile(task.text, task.trunks, task.values);
  }
}
