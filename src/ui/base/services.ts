import type { Log } from './log.ts';

/** What the commands of this folder need. */
export interface BaseServices {
  readonly log: Log;
}
