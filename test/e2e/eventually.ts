/** Waits for a state that has no locator of its own: a file, a list of texts, an answer of a server. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/** Reads again until `accept` neither throws nor returns false, and returns what was read. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  accept: (value: T) => unknown,
  timeout = 45_000,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await read();
    let problem: unknown;
    try {
      if (accept(value) !== false) return value;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > deadline) {
      throw problem instanceof Error
        ? problem
        : new Error(`Still not what was waited for: ${JSON.stringify(value)}`);
    }
    await delay(100);
  }
}

/** Whether an element shows up within two seconds: for steps that are worth trying again. */
export function appears(element: Locator): Promise<boolean> {
  return element.waitFor({ timeout: 2000 }).then(
    () => true,
    () => false,
  );
}

/** Waits until an element has the focus, be it in a shadow root. */
export function isFocused(element: Locator): Promise<boolean> {
  return eventually(
    () => element.evaluate((it) => (it.getRootNode() as Document | ShadowRoot).activeElement === it),
    (focused) => focused,
  );
}
