import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';
import { registrationOf } from '../../pbx/registration.ts';
import type { Clock } from './clock.ts';

/** So long falls are gathered before they are told: an outage at an ITSP takes many trunks. */
const gathering = 1000;
/** The least time between two notifications. */
const pause = 30_000;
/** So long a trunk that was told of is not told of again: one that flaps does not nag. */
const holdOff = 300_000;

interface Known {
  wasRegistered: boolean;
  toldAt: number;
}

/** Finds the trunks that fall from Registered to Failure, perhaps by way of Registering, and tells of each fall once. */
export class Falls {
  readonly #tell: (fallen: TrunkKey[]) => void;
  readonly #clock: Clock;
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #pending = new Map<string, TrunkKey>();
  #lastTold = -Infinity;
  #timer: unknown;

  constructor(tell: (fallen: TrunkKey[]) => void, clock: Clock) {
    this.#tell = tell;
    this.#clock = clock;
  }

  /** Takes in the statuses of a PBX. `quietly` when they are the doing of this window: a trunk just edited may fail. */
  observe(
    pbx: string,
    trunks: readonly { trunkname: string; status: string | undefined }[],
    quietly: boolean,
  ): void {
    const before = this.#known.get(pbx);
    const after = new Map<string, Known>();
    for (const { trunkname, status } of trunks) {
      const known = before?.get(trunkname) ?? { wasRegistered: false, toldAt: -Infinity };
      after.set(trunkname, known);
      const key = keyOf({ pbx, trunkname });
      const registration = registrationOf(status);
      if (registration !== 'failure') {
        if (registration === 'registered') known.wasRegistered = true;
        if (registration === 'disabled') known.wasRegistered = false;
        if (registration === 'registered' || registration === 'disabled') this.#pending.delete(key);
        continue;
      }
      if (known.wasRegistered && !quietly && this.#clock.now() - known.toldAt >= holdOff) {
        this.#pending.set(key, { pbx, trunkname });
      }
      known.wasRegistered = false;
    }
    this.#known.set(pbx, after);
    for (const [key, fallen] of this.#pending) {
      if (fallen.pbx === pbx && !after.has(fallen.trunkname)) this.#pending.delete(key);
    }
    if (this.#pending.size > 0) this.#plan();
  }

  /** Knows nothing any more of one PBX, or of all. */
  forget(pbx?: string): void {
    if (pbx === undefined) this.#known.clear();
    else this.#known.delete(pbx);
    for (const [key, fallen] of this.#pending) {
      if (pbx === undefined || fallen.pbx === pbx) this.#pending.delete(key);
    }
  }

  dispose(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.forget();
  }

  #plan(): void {
    if (this.#timer !== undefined) return;
    const now = this.#clock.now();
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#timer = undefined;
        this.#tellPending();
      },
      Math.max(gathering, this.#lastTold + pause - now),
    );
  }

  #tellPending(): void {
    const fallen = [...this.#pending.values()];
    this.#pending.clear();
    if (fallen.length === 0) return;
    this.#lastTold = this.#clock.now();
    for (const { pbx, trunkname } of fallen) {
      const known = this.#known.get(pbx)?.get(trunkname);
      if (known) known.toldAt = this.#lastTold;
    }
    this.#tell(fallen);
  }
}
