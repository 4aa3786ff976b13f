import type { KnownNames } from '../../core/trunkYaml/knownNames.ts';
import { plainPasswords, type PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import { readTrunkFile } from '../../core/trunkYaml/readTrunkFile.ts';
import { reviewTrunkFile, type Review } from '../../core/trunkYaml/review.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';

/** What is to be done with the text of a trunk file, here or in the worker. `read` makes the review that follows quick. */
export type TrunkFileTask =
  | { kind: 'read'; text: string }
  | { kind: 'review'; text: string; known: KnownNames }
  | { kind: 'passwords'; text: string };

/** The task of one kind. */
export type TaskOf<K extends TrunkFileTask['kind']> = Extract<TrunkFileTask, { kind: K }>;

/** What each task results in. */
export interface TaskResults {
  read: undefined;
  review: Review;
  passwords: PlainPassword[];
}

/** Does tasks one after another, in the thread that it is in. */
export class TrunkFileTasks {
  /** Kept only until it is reviewed: a large file takes much memory once it is read. */
  #read: { text: string; file: TrunkFile } | undefined;

  do(task: TrunkFileTask): TaskResults[TrunkFileTask['kind']] {
    switch (task.kind) {
      case 'read':
        this.#read = { text: task.text, file: readTrunkFile(task.text) };
        return undefined;
      case 'review': {
        const file = this.#read?.text === task.text ? this.#read.file : readTrunkFile(task.text);
        this.#read = undefined;
        return reviewTrunkFile(file, task.known);
      }
      case 'passwords':
        return plainPasswords(task.text);
    }
  }
}
