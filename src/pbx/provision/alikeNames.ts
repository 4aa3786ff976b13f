import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { differences, showsSettings, type ExistingTrunk } from '../../core/compare.ts';
import type { Trunk } from '../../core/trunk.ts';

/** The names of a PBX's trunks, by what a box could take a name for. */
export class AlikeNames {
  readonly #byFolded = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const key = folded(name);
      this.#byFolded.set(key, [...(this.#byFolded.get(key) ?? []), name]);
    }
  }

  /** Another name that the PBX could take for this one, or this one for it. */
  twinOf(trunkname: string): string | undefined {
    return this.#byFolded.get(folded(trunkname))?.find((other) => other !== trunkname);
  }

  /** Why a trunk must not be deleted by its name: the PBX has another one that it could take for it. */
  reasonAgainst(trunkname: string, pbx: string): string | undefined {
    const twin = this.twinOf(trunkname);
    return twin === undefined
      ? undefined
      : l10n.t(
          'Not sent: {0} also has the trunk “{1}”, and could take one for the other. Delete it in the PBX’s web page.',
          outsideText(pbx),
          outsideText(twin),
        );
  }
}

/** What a PBX lists of trunks that it was sent under other names: boxes cut, trim, escape or re-encode names. */
export class OtherNames {
  /** What is listed under a name that nobody has sent, and as what a box could read that name. */
  readonly #left: Map<ExistingTrunk, string>;
  readonly #known: ReadonlySet<string>;

  /** @param known the names that the PBX had before, and those that were sent since. */
  constructor(listed: Iterable<ExistingTrunk>, known: ReadonlySet<string>) {
    const others = [...listed].filter(({ trunkname }) => !known.has(trunkname));
    this.#left = new Map(others.map((one) => [one, folded(one.trunkname)]));
    this.#known = new Set(others.length > 0 ? [...known].map(folded) : []);
  }

  /** Finds the name of one trunk, which is no other one's from then on. */
  take(trunk: Trunk): string | undefined {
    const name = folded(trunk.trunkname);
    const same = (one: ExistingTrunk, other: string) =>
      !this.#known.has(other) && showsSettings(one) && differences(trunk, one).length === 0;
    const entries = [...this.#left];
    const [found] =
      entries.find(([, other]) => other === name) ?? entries.find(([one, other]) => same(one, other)) ?? [];
    if (found) this.#left.delete(found);
    return found?.trunkname;
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A name as a box may read or write it that trims, ignores case, escapes, or does not see what is invisible. */
function folded(trunkname: string): string {
  return trunkname
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (written, decimal, hex, entity) => {
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      if (code <= 0x10_ff_ff) return String.fromCodePoint(code);
      return entities[String(entity).toLowerCase()] ?? written;
    })
    .normalize('NFKC')
    .replace(/[\p{C}\p{DI}]+/gu, '')
    .replace(/\\(?=\W)/g, '')
    .replace(/\p{Z}+/gu, ' ')
    .trim()
    .toLowerCase();
}
