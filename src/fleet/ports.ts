/** What the fleet needs from outside: `ui` brings it with the editor, tests with plain objects, a pipeline would with Node. */
import type { ConfiguredPbx } from '../core/connection.ts';
import type { Redactor } from '../core/redact.ts';
import type { Problem } from '../core/trunkYaml/problem.ts';
import type { Lookups } from '../core/trunkYaml/resolveTrunk.ts';
import type { Pbx } from '../pbx/pbx.ts';
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

/** Trunk files, by their URIs. */
export interface TrunkFiles {
  /** The text of a file. @throws when it cannot be read. */
  read(uri: string): Promise<string>;
  /** How a person knows a file: its path in the workspace. */
  pathOf(uri: string): string;
  /** Shows what is wrong with a file, at its places. */
  showProblems(uri: string, problems: readonly Problem[]): void;
}

/** Where the lines of a run go. Expected to redact. */
export interface RunLog {
  info(line: string): void;
  warn(line: string): void;
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
  values: Lookups;
  secrets: NamedSecrets;
  files: TrunkFiles;
  reader: () => Promise<TrunkFileReader>;
  redactor: Redactor;
  log: RunLog;
  settings: FleetSettings;
  journal: () => Promise<Journal>;
}
