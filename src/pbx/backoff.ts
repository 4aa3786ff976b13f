import { systemClock } from './clock.ts';

/** How long to wait between tries, in milliseconds; `attempt` counts from 1. */
export type Backoff = (attempt: number) => number;

/** Doubles from half a second to eight seconds, with jitter, so that many windows do not come back together. */
export const standardBackoff: Backoff = (attempt) =>
  Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2);

/** How often a PBX is tried again that is busy, or that cannot be reached because it may be restarting. */
export const maxRetries = 5;

/** Waits, or comes back at once when the user cancels. */
export function wait(
  milliseconds: number,
  signal: AbortSignal | undefined,
  clock = systemClock,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
