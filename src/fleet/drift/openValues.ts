import { randomUUID } from 'node:crypto';
import type { PlaceholderSource } from '../../core/trunkYaml/resolveTrunk.ts';

/**
 * Lets a trunk be compared although some of its placeholders have no value on this computer: each of those gets a mark in
 * its place that no PBX can have, so that what holds it is known afterwards and left out.
 */
export class OpenValues {
  readonly #mark = `open-${randomUUID()}`;
  readonly #placeholders: string[] = [];

  /** Looks values up, and marks those that are missing; each is looked up once. */
  valuesOrMarks(known: PlaceholderSource): PlaceholderSource {
    const values = new Map<string, Promise<string>>();
    return {
      secret: (name) => {
        const value =
          values.get(name) ??
          known.secret(name).then((found) => found ?? this.#markFor(`\${secret:${name}}`));
        values.set(name, value);
        return value;
      },
      env: (name) => known.env(name) ?? this.#markFor(`\${env:${name}}`),
    };
  }

  /** The placeholders, as they are written, that are missing in a value. */
  in(value: string | undefined): string[] {
    if (value?.includes(this.#mark) !== true) return [];
    const numbers = [...value.matchAll(new RegExp(`${this.#mark}-(\\d+)-`, 'g'))].map((match) => match[1]);
    return numbers.flatMap((number) => this.#placeholders[Number(number)] ?? []);
  }

  #markFor(placeholder: string): string {
    this.#placeholders.push(placeholder);
    return `${this.#mark}-${(this.#placeholders.length - 1).toString()}-x`;
  }
}
