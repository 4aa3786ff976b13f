import { systemClock, type Clock } from '../../pbx/clock.ts';

/** Time as the live status uses it; a test brings its own. */
export interface StatusClock extends Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
}

export const statusClock: StatusClock = {
  ...systemClock,
  now: () => Date.now(),
  random: () => Math.random(),
};
