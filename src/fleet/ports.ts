/** What the fleet needs from outside: `ui` brings it with the editor, tests with plain objects, a pipeline would with Node. */
import type { ConfiguredPbx } from '../core/connection.ts';
import type { TrunkOutcome } from '../core/outcome.ts';
import type { Redactor } from '../core/redaction/redact.ts';
import type { Problem } from '../core/trunkYaml/problem.ts';
import type { PlaceholderSource } from '../core/trunkYaml/resolveTrunk.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { UnlistedTrunks } from '../pbx/provision/compareTrunks.ts';
import type { Journal } from './journal/journal.ts';
import type { TrunkFileReader } from './trunkFileReader.ts';

/** A PBX that can be spoken to, or why it cannot. */
export type OpenedPbx = { pbx: Pbx; problem?: undefined } | { pbx?: undefined; problem: string };

/** The configured PBXes. */
export interface PbxDirectory {
  list(): readonly ConfiguredPbx[];
  open(name: string): Promise<OpenedPbx>;
  /** Where a PBX is now; undefined when its settings do not say it. */
  addressOf(name: string): string | undefined;
  /** Told when a run is done with a PBX, whose trunks may have changed. */
  trunksChanged(name: string): void;
}

/** The values behind `${secret:NAME}`. */
export interface NamedSecrets {
  named(name: string): Promise<string | undefined>;
  keepNamed(name: string, value: string): Promise<void>;
  /** Keeps a value under the suggested name, or that name with a number where it means something else. @returns the name. */
  keepUnderFreeName(suggested: string, value: string): Promise<string>;
  /** The same for many values, each told to `kept`. @returns the names of those kept before the signal was aborted. */
  keepAllUnderFreeNames(
    values: readonly { suggested: string; value: string }[],
    signal: AbortSignal,
    kept: () => void,
  ): Promise<string[]>;
}

/** The text of a file, or why its bytes are no text in its encoding. A text never has a lost letter (U+FFFD) in it. */
export type ReadText = { text: string; problem?: undefined } | { text?: undefined; problem: Problem };

/** Trunk files, by their URIs. */
export interface TrunkFiles {
  /** The text of a file. @throws when it cannot be read. */
  read(uri: string): Promise<ReadText>;
  /** How a person knows a file: its path in the workspace. */
  pathOf(uri: string): string;
  /** Shows what is wrong with a file, at its places. */
  showProblems(uri: string, problems: readonly Problem[]): void;
}

/** What is on disk, by its URI, whatever an editor has of it. */
export interface FileSystem {
  /** True also for a link to a file. */
  isFile(uri: string): Promise<boolean>;
  /** The files and folders in a folder, in any order, without links to folders; undefined when it cannot be read. */
  list(folder: string): Promise<{ uri: string; name: string; isFolder: boolean }[] | undefined>;
  /** What is in a file, unless it is larger than so many bytes. @throws when it cannot be read. */
  bytes(uri: string, most: number): Promise<Uint8Array | 'tooLarge'>;
  /** What the bytes of a file say in the encoding that they are marked with, or that the settings name for it. */
  decode(uri: string, bytes: Uint8Array): Promise<ReadText>;
}

/** Files that are to be rewritten, by their URIs. */
interface TargetFiles {
  /** A file as it is now, also one that is not there yet. @throws when it is there and cannot be read. */
  open(uri: string): Promise<OpenedTarget>;
}

/** A file that is to be rewritten, or why its bytes are no text in its encoding. */
export type OpenedTarget =
  { target: TargetFile; problem?: undefined } | { target?: undefined; problem: Problem };

/** A file that is to be rewritten, as it was found. It keeps its encoding, and its byte order mark if it has one. */
export interface TargetFile {
  /** Unsaved changes where an editor has it, else what is on disk; blank where there is no file. */
  readonly text: string;
  readonly exists: boolean;
  /** True when an editor has changes of it that are not saved. */
  readonly isDirty: boolean;
  /** Why the encoding of the file cannot hold a text, in words; undefined when it can. */
  unfit(text: string): Promise<string | undefined>;
  /**
   * Puts a new text in the place of the one that was found.
   * @returns whether it is on disk now, stands unsaved beside other changes, or was left because it changed meanwhile.
   * @throws when it cannot be written, or the encoding cannot hold the text.
   */
  write(text: string): Promise<'saved' | 'unsaved' | 'changed'>;
}

/** What is kept, for all windows, of the trunks that a box took but did not list under their names; by the box's URL. */
export interface UnlistedTrunkStore {
  of(url: string): UnlistedTrunks;
  /** @param listedAs the name under which the box seems to list it. */
  remember(url: string, trunkname: string, listedAs: string | undefined): void;
  /** Forgets a trunk, by the name under which it was sent. */
  forget(url: string, trunkname: string): void;
  /** Forgets what the box listed as this, or was sent as this. */
  forgetDeleted(url: string, trunkname: string): void;
}

/** A value that goes to an address: the name of a secret or of an environment variable, never its value. */
export interface Sending {
  kind: 'secret' | 'env';
  name: string;
  /** Scheme, host and port of the PBX. */
  origin: string;
}

/** What is kept, for all windows, of the addresses that got the values of placeholders. */
export interface SentValues {
  /** Those that never went there before, read once for all of them. */
  unsent(sendings: readonly Sending[]): Sending[];
  remember(sendings: readonly Sending[]): Promise<void>;
}

/** Which PBXes the secrets of trunk files may go to. */
export interface SecretBindings {
  /** The base URLs that secrets may go to, by their names, as they are at this moment. One that may go to every PBX is not there. */
  all(): ReadonlyMap<string, readonly string[]>;
}

/** Where the lines of a run go. Expected to redact. */
export interface RunLog {
  info(line: string): void;
  warn(line: string): void;
}

/** What somebody did, in the words of the audit log. */
export type AuditAction = 'add' | 'edit' | 'delete' | 'provision' | 'continue' | 'undo';

/** Where it is written down for good what was done to PBXes, and by whom. */
export interface AuditTrail {
  /** Takes an outcome without waiting for the disk; one that tried to change nothing is left out. Never throws. */
  add(action: AuditAction, outcome: TrunkOutcome): void;
  /** Waits, not for ever, until everything so far is written down. Never throws. */
  settled(): Promise<void>;
}

/** The user's settings, as they are at this moment. */
export interface FleetSettings {
  /** How many PBXes are worked on at the same time. */
  maxConcurrentPbxes(): number;
  /** How long to wait for the registration of new trunks, in milliseconds; 0 means not at all. */
  verifyTimeout(): number;
}

/** Everything that comes from outside. A function takes what it uses of it. */
export interface Fleet {
  pbxes: PbxDirectory;
  /** Where the values of placeholders come from. */
  values: PlaceholderSource;
  secrets: NamedSecrets;
  files: TrunkFiles;
  reader: () => Promise<TrunkFileReader>;
  fileSystem: FileSystem;
  targetFiles: TargetFiles;
  redactor: Redactor;
  log: RunLog;
  settings: FleetSettings;
  audit: AuditTrail;
  journal: () => Promise<Journal>;
  unlistedTrunks: UnlistedTrunkStore;
  sentValues: SentValues;
  secretBindings: SecretBindings;
}
