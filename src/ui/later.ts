/**
 * Does work after what was asked for in this turn of the event loop. The next request to a PBX goes out in the turn after it
 * (undici looks first whether the idle connection was closed), and so this waits for the second one.
 */
export function later(work: () => void): void {
  setImmediate(() => {
    setImmediate(work);
  });
}
