/** How many are kept. */
const maxKept = 10;

/** The newest few of something that documents show, for editors that are still open. */
export class Recent<T> {
  readonly #kept = new Map<string, T>();
  #count = 0;

  get(key: string): T | undefined {
    return this.#kept.get(key);
  }

  /** Keeps one more, and lets the oldest go. */
  set(key: string, value: T): void {
    this.#kept.set(key, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
  }

  /** Keeps one more under a key of its own. @returns the key. */
  add(value: T): string {
    this.#count += 1;
    const key = this.#count.toString();
    this.set(key, value);
    return key;
  }
}
