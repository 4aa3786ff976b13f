import type { TrunkKey } from '../../core/trunkKey.ts';

interface Seen {
  status: string | undefined;
  since: number | undefined;
}

/** Knows since when a trunk has its status, where this window saw it change. */
export class StatusSince {
  readonly #now: () => number;
  readonly #seen = new Map<string, Map<string, Seen>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes in the statuses of a PBX. */
  observe(pbx: string, trunks: readonly { trunkname: string; status: string | undefined }[]): void {
    const before = this.#seen.get(pbx);
    const after = new Map<string, Seen>();
    for (const { trunkname, status } of trunks) {
      const known = before?.get(trunkname);
      const isSame = !known || known.status === status;
      after.set(trunkname, { status, since: isSame ? known?.since : this.#now() });
    }
    this.#seen.set(pbx, after);
  }

  /** In milliseconds since 1970. */
  of({ pbx, trunkname }: TrunkKey): number | undefined {
    return this.#seen.get(pbx)?.get(trunkname)?.since;
  }

  /** A name may stand for another PBX now. */
  forget(): void {
    this.#seen.clear();
  }
}
