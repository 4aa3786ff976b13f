import * as pbxClock from '../../pbx/clock.ts';

/** Time as the live status uses it; a test brings its own. */
export interface Clock extends pbxClock.Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
}

export const systemClock: Clock = {
  ...pbxClock.systemClock,
  now: () => Date.now(),
  random: () => Math.random(),
};
