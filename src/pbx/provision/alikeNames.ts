import * as l10n from '@vscode/l10n';

/** The names of a PBX's trunks, by what a box could take a name for. */
export class AlikeNames {
  readonly #byFolded = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const key = folded(name);
      this.#byFolded.set(key, [...(this.#byFolded.get(key) ?? []), name]);
    }
  }

  /** Why a trunk must not be deleted by its name: the PBX has another one that it could take for it. */
  reasonAgainst(trunkname: string, pbx: string): string | undefined {
    const twin = this.#byFolded.get(folded(trunkname))?.find((other) => other !== trunkname);
    return twin === undefined
      ? undefined
      : l10n.t(
          'Not sent: {0} also has the trunk “{1}”, and could take one for the other. Delete it in the PBX’s web page.',
          pbx,
          twin,
        );
  }
}

/** A name as a box may read it that trims, ignores case or does not see what is invisible. */
function folded(trunkname: string): string {
  return trunkname
    .normalize('NFKC')
    .replace(/[\p{C}\p{DI}]+/gu, '')
    .replace(/\p{Z}+/gu, ' ')
    .trim()
    .toLowerCase();
}
