import type { Translations } from '../../core/translations.ts';
import type { PbxGroups } from '../../core/pbxGroups.ts';
import type { FileUpdate, PbxTrunks } from '../../core/trunkYaml/fileUpdate.ts';
import type { KnownNames } from '../../core/trunkYaml/knownNames.ts';
import type { NameUse } from '../../core/trunkYaml/namesInFile.ts';
import type { OutlinedDocument } from '../../core/trunkYaml/outline.ts';
import type { PlaceholderNames, PlaceholderValues } from '../../core/trunkYaml/placeholders.ts';
import type { PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import type { TextReplacement } from '../../core/trunkYaml/renamedName.ts';
import type { Review } from '../../core/trunkYaml/review.ts';
import type { NamedThing } from '../../core/trunkYaml/scalarNames.ts';

/** What the worker is to do with the text of a trunk file. `prepare` makes the review that follows quick. */
export type TrunkFileTask =
  | { kind: 'read'; text: string; groups: PbxGroups }
  | { kind: 'prepare'; text: string; groups: PbxGroups }
  | { kind: 'review'; text: string; known: KnownNames }
  | { kind: 'outline'; text: string }
  | { kind: 'names'; text: string }
  | { kind: 'rename'; text: string; thing: NamedThing; next: string }
  | { kind: 'passwords'; text: string }
  | { kind: 'placeholders'; text: string; pbx: string; groups: PbxGroups }
  | { kind: 'update'; text: string; trunks: PbxTrunks; values: PlaceholderValues };

/** The task of one kind. */
export type TaskOf<K extends TrunkFileTask['kind']> = Extract<TrunkFileTask, { kind: K }>;

/** What each task results in. */
export interface TaskResults {
  /** A `TrunkFile` in the pieces that trunkFilePieces.ts makes. */
  read: Uint8Array<ArrayBuffer>[];
  prepare: undefined;
  review: Review;
  outline: OutlinedDocument[];
  names: NameUse[];
  rename: TextReplacement[] | undefined;
  passwords: PlainPassword[];
  placeholders: PlaceholderNames;
  update: FileUpdate | { refused: string };
}

/** What the worker is started with: the translations, if there are any. */
export interface TrunkFileWorkerData {
  bundle: Translations | undefined;
}
