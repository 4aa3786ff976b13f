import type { MapEntries, MapMark } from './mapEntries.ts';
import type { Span } from './position.ts';
import type { YamlList, YamlMap, YamlNode } from './yamlTree.ts';

/** A map of `key: value` lines whose end has not come yet. */
export class OpenMap {
  readonly column: number;
  readonly anchor: string | undefined;
  readonly entries: MapEntries;
  readonly #start: number;
  #key = '';
  #keySpan: Span = [0, 0];
  /** Whether the last key has no value yet, and the anchor of the value to come. */
  waits = false;
  valueAnchor: string | undefined;

  constructor(column: number, start: number, anchor: string | undefined, entries: MapEntries) {
    this.column = column;
    this.#start = start;
    this.anchor = anchor;
    this.entries = entries;
  }

  addKey(key: string, span: Span): void {
    this.#key = key;
    this.#keySpan = span;
    this.expect();
  }

  expect(): void {
    this.waits = true;
    this.valueAnchor = undefined;
  }

  /** Adds the value of the last key. */
  give(value: YamlNode): void {
    if (this.#key === '<<') this.entries.addMerge(this.#keySpan, value);
    else this.entries.add(this.#key, this.#keySpan, value);
    this.waits = false;
  }

  /** @returns false unless nothing is a value for the last key. */
  giveNothing(): boolean {
    if (this.valueAnchor !== undefined) return false;
    this.give({ kind: 'text', text: '', span: [this.#keySpan[1], this.#keySpan[1]] });
    return true;
  }

  finish(): YamlMap {
    return { kind: 'map', entries: this.entries.finish(), span: [this.#start, this.entries.end] };
  }

  mark(): MapMark {
    return this.entries.mark();
  }

  rewind(mark: MapMark): void {
    this.entries.rewind(mark);
    this.waits = false;
  }
}

/** A list of lines with dashes whose end has not come yet. */
export class OpenList {
  readonly column: number;
  readonly anchor: string | undefined;
  readonly #start: number;
  readonly #items: YamlNode[] = [];
  /** Whether the last dash has no value yet, and the anchor of the value to come. */
  waits = false;
  valueAnchor: string | undefined;

  constructor(column: number, start: number, anchor: string | undefined) {
    this.column = column;
    this.#start = start;
    this.anchor = anchor;
  }

  expect(): void {
    this.waits = true;
    this.valueAnchor = undefined;
  }

  /** Adds the value of the last dash. */
  give(value: YamlNode): void {
    this.#items.push(value);
    this.waits = false;
  }

  /** An item that is nothing at all is unusual. */
  giveNothing(): boolean {
    return false;
  }

  finish(): YamlList {
    const end = this.#items.at(-1)?.span[1] ?? this.#start;
    return { kind: 'list', items: this.#items, span: [this.#start, end] };
  }

  mark(): number {
    return this.#items.length;
  }

  rewind(mark: number): void {
    this.#items.length = mark;
    this.waits = false;
  }
}
