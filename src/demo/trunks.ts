import { Refusal } from './errno.ts';
import { dodNumbersOf, type SipTrunk } from './trunkFields.ts';

/** The status words of OpenVox's trunklist/query that the Demo PBX uses. */
export type TrunkStatus = 'Registering' | 'Registered' | 'Failure';

export interface StoredTrunk extends SipTrunk {
  readonly id: string;
  /** When it was added or last changed, by the Demo's clock. */
  readonly since: number;
}

/** The SIP trunks of the Demo PBX, in the order in which they were added. */
export class Trunks {
  readonly #byId = new Map<string, StoredTrunk>();
  readonly #idOf = new Map<string, string>();
  readonly #now: () => number;
  readonly #registrationDelay: number;
  readonly #forgets: boolean;
  #nextId = 1;

  /** @param forgets whether an update takes away the DOD numbers that it leaves out. */
  constructor(initial: readonly SipTrunk[], now: () => number, registrationDelay: number, forgets: boolean) {
    this.#now = now;
    this.#registrationDelay = registrationDelay;
    this.#forgets = forgets;
    for (const trunk of initial) {
      this.#store(trunk, String(this.#nextId++), -Infinity);
    }
  }

  all(): StoredTrunk[] {
    return [...this.#byId.values()];
  }

  find(trunkname: string): StoredTrunk | undefined {
    return this.#byId.get(this.#idOf.get(trunkname) ?? '');
  }

  /** The trunks of a `trunkname` parameter: one name, `"a,b"` or `"all"`. Leaving out unknown names is the Demo's choice. */
  select(trunkname: string): StoredTrunk[] {
    if (trunkname === 'all') {
      return this.all();
    }
    return [...new Set(trunkname.split(','))].flatMap((name) => this.find(name) ?? []);
  }

  /** What a duplicate name does is not documented; the Demo PBX refuses it. */
  add(trunk: SipTrunk): void {
    if (this.#idOf.has(trunk.trunkname)) {
      throw new Refusal('refused');
    }
    this.#store(trunk, String(this.#nextId++), this.#now());
  }

  /** Goes by id, so it can rename (OpenVox, edit a SIP trunk). That an unknown id is refused is the Demo's choice. */
  update(id: string, trunk: SipTrunk): void {
    const before = this.#byId.get(id);
    const owner = this.#idOf.get(trunk.trunkname) ?? id;
    if (!before || owner !== id) {
      throw new Refusal('refused');
    }
    this.#idOf.delete(before.trunkname);
    this.#store(this.#forgets ? trunk : { ...dodNumbersOf(before), ...trunk }, id, this.#now());
  }

  /** Takes what `select` takes. That only unknown names are refused, and that `all` never is, is the Demo's choice. */
  delete(trunkname: string): void {
    const selected = this.select(trunkname);
    if (selected.length === 0 && trunkname !== 'all') {
      throw new Refusal('refused');
    }
    for (const trunk of selected) {
      this.#byId.delete(trunk.id);
      this.#idOf.delete(trunk.trunkname);
    }
  }

  /**
   * There is no provider behind the Demo PBX: a trunk registers after a while, and never at a host under `.invalid`
   * (RFC 2606). A working peer shows "Registered" too (OpenVox, query the trunk list), and at once: it does not register.
   */
  status(trunk: StoredTrunk): TrunkStatus {
    if (trunk.trunktype !== 'peer' && this.#now() - trunk.since < this.#registrationDelay) {
      return 'Registering';
    }
    return trunk.host?.toLowerCase().endsWith('.invalid') ? 'Failure' : 'Registered';
  }

  #store(trunk: SipTrunk, id: string, since: number): void {
    this.#byId.set(id, { ...trunk, id, since });
    this.#idOf.set(trunk.trunkname, id);
  }
}
