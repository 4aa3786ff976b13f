import type { UnlistedTrunkStore } from '../../src/fleet/ports.ts';

/** What boxes took but did not list, in memory. */
export class MemoryUnlistedTrunks implements UnlistedTrunkStore {
  readonly #boxes = new Map<string, Map<string, string | undefined>>();

  of(url: string): Map<string, string | undefined> {
    const own = this.#boxes.get(url) ?? new Map<string, string | undefined>();
    this.#boxes.set(url, own);
    return own;
  }

  remember(url: string, trunkname: string, listedAs: string | undefined): void {
    this.of(url).set(trunkname, listedAs);
  }

  forget(url: string, trunkname: string): void {
    this.of(url).delete(trunkname);
  }

  forgetDeleted(url: string, trunkname: string): void {
    for (const [sent, listedAs] of this.of(url)) {
      if (sent === trunkname || listedAs === trunkname) this.forget(url, sent);
    }
  }
}
