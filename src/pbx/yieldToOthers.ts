let last = Promise.resolve();

/**
 * Waits for a turn of the event loop of one's own. When many PBXes answer at once, each answer is read in a turn, and
 * whatever else is to be done in this thread gets in between.
 */
export function yieldToOthers(): Promise<void> {
  return (last = last.then(
    () =>
      new Promise((resolve) => {
        setImmediate(resolve);
      }),
  ));
}
