import * as l10n from '@vscode/l10n';
import { outsideText } from '../outsideText.ts';

/** PBX names to look through for one file; more would take seconds. */
const maxLookups = 2_000_000;

/** What a trunk is for: the PBX names of its document, or `undefined` for the one that is asked for. */
export type Targets = readonly (string | undefined)[];

/** Remembers which trunk names are taken on which PBX. Documents without `pbx:` are all for the PBX asked for. */
export class TakenNames {
  /** The last document that used the name, and all PBXes so far once a second document uses it. */
  readonly #taken = new Map<string, { last: Targets; all?: Set<string | undefined> }>();
  #left = maxLookups;

  /**
   * Takes a name for a document's PBXes; the same array means the same document.
   * @returns what is wrong, if an earlier trunk has the name on one of them.
   */
  take(trunkname: string, targets: Targets): string | undefined {
    const earlier = this.#taken.get(trunkname);
    if (!earlier) {
      this.#taken.set(trunkname, { last: targets });
      return undefined;
    }
    if (earlier.last === targets) {
      return l10n.t(
        'Another trunk above has the same name, {0}. Give each a name of its own.',
        outsideText(trunkname),
      );
    }
    this.#left -= targets.length + (earlier.all ? 0 : earlier.last.length);
    if (this.#left < 0) {
      return l10n.t('This file has too many trunks and PBXes to compare. Split it into several files.');
    }
    const all = (earlier.all ??= new Set(earlier.last));
    const shared = targets.filter((target) => all.has(target));
    for (const target of targets) all.add(target);
    earlier.last = targets;
    if (shared.length === 0) return undefined;
    return shared[0] === undefined
      ? l10n.t(
          'A trunk of another document above has the same name, {0}. Give each a name of its own.',
          outsideText(trunkname),
        )
      : l10n.t(
          'A trunk of another document above has the same name, {0}, on {1}. Give each a name of its own.',
          outsideText(trunkname),
          outsideText(shared[0]),
        );
  }
}
