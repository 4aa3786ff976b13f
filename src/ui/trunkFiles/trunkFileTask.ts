import type { KnownNames } from '../../core/trunkFile/knownNames.ts';
import { plainPasswords, type PlainPassword } from '../../core/trunkFile/plainPasswords.ts';
import { reviewTrunkFile, type Review } from '../../core/trunkFile/review.ts';

/** What is to be done with the text of a trunk file, here or in the worker. */
export type TrunkFileTask =
  { kind: 'review'; text: string; known: KnownNames } | { kind: 'passwords'; text: string };

/** The task of one kind. */
export type TaskOf<K extends TrunkFileTask['kind']> = Extract<TrunkFileTask, { kind: K }>;

/** What each task results in. */
export interface TaskResults {
  review: Review;
  passwords: PlainPassword[];
}

/** Does a task, in the thread that calls it. */
export function doTask(task: TrunkFileTask): TaskResults[TrunkFileTask['kind']] {
  switch (task.kind) {
    case 'review':
      return reviewTrunkFile(task.text, task.known);
    case 'passwords':
      return plainPasswords(task.text);
  }
}
