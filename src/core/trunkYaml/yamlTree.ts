import type { Span } from './position.ts';

interface Place {
  /** Where it stands; for something taken over by an alias or a merge key, where that stands. */
  span: Span;
  /** Where it is written, if an alias or a merge key took it from there. */
  source?: Span;
}

/** An anchor, and whether an alias of the document repeats what it names. */
interface Anchor {
  isUsed: boolean;
}

/** A value: the text as written, after YAML's own quoting; `''` for nothing at all. */
export interface YamlText extends Place {
  kind: 'text';
  text: string;
  /** Of a text with an anchor. One that no alias uses may be the beginning of the value. */
  anchor?: Anchor;
}
export interface YamlList extends Place {
  kind: 'list';
  items: YamlNode[];
}
export interface YamlMap extends Place {
  kind: 'map';
  entries: YamlEntry[];
}

/** YAML as this format needs it: texts, lists and maps. Aliases and merge keys are followed already. */
export type YamlNode = YamlText | YamlList | YamlMap;

/** One `key: value` of a map. */
export interface YamlEntry {
  key: string;
  keySpan: Span;
  value: YamlNode;
}

/** A document of the file. With a syntax error in it, it holds what could still be read. */
export interface YamlDocument {
  root: YamlNode;
  broken: boolean;
}
