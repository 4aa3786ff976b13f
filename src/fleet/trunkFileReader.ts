import * as l10n from '@vscode/l10n';
import type { PbxGroups } from '../core/pbxGroups.ts';
import type { FileUpdate, PbxTrunks } from '../core/trunkYaml/fileUpdate.ts';
import type { KnownNames } from '../core/trunkYaml/knownNames.ts';
import type { PlainPassword } from '../core/trunkYaml/plainPasswords.ts';
import type { PlaceholderSource } from '../core/trunkYaml/resolveTrunk.ts';
import type { Review } from '../core/trunkYaml/review.ts';
import type { TrunkFile } from '../core/trunkYaml/trunkFile.ts';

/** Reads the text of trunk files, in whatever thread. Every answer is plain data. */
export interface TrunkFileReader {
  /**
   * What the file says. That it takes too much time or memory is one of its problems.
   * @param groups are read as the PBXes that they stand for.
   */
  read(text: string, groups: PbxGroups): Promise<TrunkFile>;
  /** What the editor shows of the file. */
  review(text: string, known: KnownNames): Promise<Review>;
  /** @throws UnreadableFile */
  plainPasswords(text: string): Promise<PlainPassword[]>;
  /**
   * How the file comes to say what a PBX says, or why it is better left alone.
   * @param source is asked for the values of those placeholders that the file has for this PBX.
   */
  update(
    text: string,
    trunks: PbxTrunks,
    source: PlaceholderSource,
  ): Promise<FileUpdate | { refused: string }>;
}

/** A file took too much time or memory; the message says what to do, the cause what happened. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';

  constructor(cause: unknown) {
    const message = l10n.t(
      'This file could not be checked: that took too much time or memory. Split it into several.',
    );
    super(message, { cause });
  }
}
