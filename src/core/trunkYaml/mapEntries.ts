import * as l10n from '@vscode/l10n';
import type { Anchors } from './anchors.ts';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { duplicateKeyWords } from './yamlErrorWords.ts';
import type { YamlEntry, YamlNode } from './yamlTree.ts';

/** With this many keys, a set finds one faster than a look at each. */
const many = 16;

/** Collects what a map holds: each key once, and what its merge keys bring. */
export class MapEntries {
  readonly #anchors: Anchors;
  readonly #report: Report;
  readonly #entries: YamlEntry[] = [];
  readonly #merges: YamlNode[] = [];
  #keys: Set<string> | undefined;
  /** Where the last entry ends. */
  end = 0;

  constructor(anchors: Anchors, report: Report) {
    this.#anchors = anchors;
    this.#report = report;
  }

  add(key: string, keySpan: Span, value: YamlNode): void {
    this.#place(keySpan, value);
    if (this.#has(key)) this.#report(errorAt(keySpan, 'duplicate-key', duplicateKeyWords()));
    else this.#push({ key, keySpan, value });
  }

  /** Adds a key that is a list or a map, which says nothing here. */
  addStrange(keySpan: Span, value: YamlNode): void {
    this.#place(keySpan, value);
    this.#report(errorAt(keySpan, 'wrong-shape', l10n.t('A key must be a single word.')));
  }

  addMerge(keySpan: Span, value: YamlNode): void {
    this.#place(keySpan, value);
    this.#merges.push({ ...value, source: value.source ?? value.span, span: keySpan });
  }

  /** All entries, once the map ends: keys of the map itself win, then those of earlier merge keys. */
  finish(): YamlEntry[] {
    for (const merge of this.#merges) this.#merge(merge);
    return this.#entries;
  }

  #place(keySpan: Span, value: YamlNode): void {
    // A value that is not there is shown at its key, where there is something to underline.
    if (value.kind === 'text' && value.span[0] === value.span[1]) value.span = keySpan;
    this.end = Math.max(keySpan[1], value.span[1]);
  }

  #merge(merge: YamlNode): void {
    for (const source of merge.kind === 'list' ? merge.items : [merge]) {
      if (source.kind !== 'map') {
        const words = l10n.t('{0} takes over the fields of another trunk: write {1}.', '<<', '<<: *name');
        this.#report(errorAt(merge.span, 'merge', words));
        return;
      }
      for (const { key, keySpan, value } of source.entries) {
        this.#anchors.spend(merge.span);
        if (this.#has(key)) continue;
        this.#push({
          key,
          keySpan,
          value: { ...value, span: merge.span, source: value.source ?? value.span },
        });
      }
    }
  }

  #has(key: string): boolean {
    return this.#keys ? this.#keys.has(key) : this.#entries.some((entry) => entry.key === key);
  }

  #push(entry: YamlEntry): void {
    this.#entries.push(entry);
    if (this.#keys) this.#keys.add(entry.key);
    else if (this.#entries.length >= many) this.#keys = new Set(this.#entries.map(({ key }) => key));
  }
}
