import type { TrunkKey } from '../../core/trunkKey.ts';

/** How a PBX is, as its row, the badge and the status bar tell it. */
export interface PbxHealth {
  /** How many trunks it has, as far as it said. */
  trunks: number;
  /** The names of those with the status Failure. */
  failing: readonly string[];
  /** Why it cannot be asked, in a few words, and when that was first seen, in milliseconds since 1970. */
  problem?: { words: string; since: number };
}

/** Knows how each PBX is that was asked, be it open in the tree or not. */
export class PbxHealths {
  readonly #now: () => number;
  readonly #changed: (name: string) => void;
  readonly #known = new Map<string, PbxHealth>();

  /** @param changed is told of a PBX that is no longer as its row says. */
  constructor(now: () => number, changed: (name: string) => void) {
    this.#now = now;
    this.#changed = changed;
  }

  of(name: string): PbxHealth | undefined {
    return this.#known.get(name);
  }

  /** The trunks with the status Failure of all PBXes. One that cannot be reached counts with what it said before. */
  get failing(): TrunkKey[] {
    return [...this.#known].flatMap(([pbx, { failing }]) => failing.map((trunkname) => ({ pbx, trunkname })));
  }

  /** The names of the PBXes that cannot be asked. */
  get unreachable(): string[] {
    return [...this.#known].filter(([, { problem }]) => problem).map(([name]) => name);
  }

  /** It answered. */
  answered(name: string, trunks: number, failing: readonly string[]): void {
    this.#set(name, { trunks, failing });
  }

  /** It gave no answer that can be used. */
  failed(name: string, words: string): void {
    const { trunks = 0, failing = [], problem } = this.#known.get(name) ?? {};
    this.#set(name, { trunks, failing, problem: { words, since: problem?.since ?? this.#now() } });
  }

  /** Knows nothing any more of one PBX, or of all. */
  forget(name?: string): void {
    for (const known of name === undefined ? [...this.#known.keys()] : [name]) {
      if (this.#known.delete(known)) this.#changed(known);
    }
  }

  #set(name: string, health: PbxHealth): void {
    const before = this.#known.get(name);
    this.#known.set(name, health);
    if (shown(before) !== shown(health)) this.#changed(name);
  }
}

/** All is well until something fails, with however many trunks. */
export function isWell(health: PbxHealth | undefined): boolean {
  return !health || (health.failing.length === 0 && !health.problem);
}

function shown(health: PbxHealth | undefined): string {
  return isWell(health) ? '' : JSON.stringify(health);
}
