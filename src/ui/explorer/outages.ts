import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';
import { registrationOf } from '../../pbx/registration.ts';
import type { Clock } from './clock.ts';

/** How long outages are gathered before one notification tells of them, in milliseconds: an ITSP's takes many trunks. */
const gatherFor = 1000;
/** The least time between two notifications, in milliseconds. */
const pause = 30_000;
/** How long no notification tells of the same trunk again, in milliseconds: one that flaps does not nag. */
const holdOff = 300_000;

interface Known {
  wasRegistered: boolean;
  notifiedAt: number;
}

/** Finds the trunks that go from Registered to Failure, perhaps by way of Registering, and tells of each outage once. */
export class Outages {
  readonly #tell: (failed: TrunkKey[]) => void;
  readonly #clock: Clock;
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #pending = new Map<string, TrunkKey>();
  #lastNotified = -Infinity;
  #timer: unknown;

  constructor(tell: (failed: TrunkKey[]) => void, clock: Clock) {
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
      const known = before?.get(trunkname) ?? { wasRegistered: false, notifiedAt: -Infinity };
      after.set(trunkname, known);
      const key = keyOf({ pbx, trunkname });
      const registration = registrationOf(status);
      if (registration !== 'failure') {
        if (registration === 'registered') known.wasRegistered = true;
        if (registration === 'disabled') known.wasRegistered = false;
        if (registration === 'registered' || registration === 'disabled') this.#pending.delete(key);
        continue;
      }
      if (known.wasRegistered && !quietly && this.#clock.now() - known.notifiedAt >= holdOff) {
        this.#pending.set(key, { pbx, trunkname });
      }
      known.wasRegistered = false;
    }
    this.#known.set(pbx, after);
    for (const [key, failed] of this.#pending) {
      if (failed.pbx === pbx && !after.has(failed.trunkname)) this.#pending.delete(key);
    }
    if (this.#pending.size > 0) this.#plan();
  }

  /** Knows nothing any more of one PBX, or of all. */
  forget(pbx?: string): void {
    if (pbx === undefined) this.#known.clear();
    else this.#known.delete(pbx);
    for (const [key, failed] of this.#pending) {
      if (pbx === undefined || failed.pbx === pbx) this.#pending.delete(key);
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
        this.#notify();
      },
      Math.max(gatherFor, this.#lastNotified + pause - now),
    );
  }

  #notify(): void {
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    if (failed.length === 0) return;
    this.#lastNotified = this.#clock.now();
    for (const { pbx, trunkname } of failed) {
      const known = this.#known.get(pbx)?.get(trunkname);
      if (known) known.notifiedAt = this.#lastNotified;
    }
    this.#tell(failed);
  }
}
