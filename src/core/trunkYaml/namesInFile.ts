import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, Pair, Scalar } from 'yaml';
import { Refused } from './anchors.ts';
import type { Range, Span } from './position.ts';
import { maxLength } from './readTrunkFile.ts';
import { pbxIn, secretsIn, type NamedThing, type ScalarName } from './scalarNames.ts';
import { Source } from './source.ts';
import { newComposer, tokens } from './yamlLibrary.ts';

/** Deeper than any trunk file, and shallow enough for the stack. */
const maxDepth = 50;

/** Where a trunk file has a name, as an editor shows it. */
export interface NameUse extends NamedThing {
  /** The name alone. */
  range: Range;
  /** The whole placeholder, or the name with its quotes. */
  around: Range;
}

/** A scalar with names in it. */
export interface NamingScalar {
  scalar: Scalar;
  names: ScalarName[];
  /** Whether it stands in brackets. */
  inFlow: boolean;
}

/**
 * Every `${secret:NAME}` and every name behind `pbx:` of a trunk file, in the order of the text: what is read, not comments. Of
 * a file with mistakes, what can be read. What an alias repeats counts once, where it is written.
 */
export function namesInFile(text: string): NameUse[] {
  const source = new Source(text);
  const place = (span: Span): Range => source.range(span);
  return namingScalars(source.text).scalars.flatMap(({ names }) =>
    names.map(({ kind, name, span, around }) => ({ kind, name, range: place(span), around: place(around) })),
  );
}

/**
 * The same as {@link namesInFile} with the scalars that they are in, by offsets of {@link Source.text}, and whether the file was
 * read to its end: one that is too large or too deep is not.
 */
export function namingScalars(text: string): { scalars: NamingScalar[]; isWhole: boolean } {
  const scalars: NamingScalar[] = [];
  if (text.length > maxLength) return { scalars, isWhole: false };
  try {
    for (const document of newComposer().compose(tokens(text, () => undefined))) {
      scalars.push(...new Names(text).of(document));
    }
    return { scalars, isWhole: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { scalars, isWhole: false };
  }
}

/** Collects the names of one document. */
class Names {
  readonly #text: string;
  readonly #found = new Map<Scalar, NamingScalar>();
  readonly #anchored = new Map<string, { node: unknown; inFlow: boolean }>();

  constructor(text: string) {
    this.#text = text;
  }

  of({ contents }: Document): NamingScalar[] {
    if (isMap(contents)) {
      const inFlow = contents.flow === true;
      const own = contents.items.some((pair) => keyOf(pair) === 'pbx');
      for (const pair of contents.items) {
        if (keyOf(pair) === 'pbx') this.#pbxes(pair.value, inFlow);
        else this.#secrets(pair.value, 1, inFlow);
        if (keyOf(pair) === '<<' && !own) this.#merged(pair.value);
      }
    } else {
      this.#secrets(contents, 0, false);
    }
    return [...this.#found.values()].sort((a, b) => startOf(a) - startOf(b));
  }

  /** Remembers what has an anchor: an alias stands for the last one before it. */
  #know(node: unknown, inFlow: boolean): void {
    const { anchor } = (node ?? {}) as { anchor?: string };
    if (anchor !== undefined) this.#anchored.set(anchor, { node, inFlow });
  }

  #secrets(node: unknown, depth: number, inFlow: boolean): void {
    if (depth > maxDepth) return;
    this.#know(node, inFlow);
    if (isScalar(node)) {
      const names = secretsIn(this.#text, node);
      if (names.length > 0) this.#found.set(node, { scalar: node, names, inFlow });
    } else if (isMap(node) || isSeq(node)) {
      const inside = inFlow || node.flow === true;
      for (const item of node.items) this.#secrets(isPair(item) ? item.value : item, depth + 1, inside);
    }
  }

  #pbxes(node: unknown, inFlow: boolean): void {
    this.#know(node, inFlow);
    if (isAlias(node)) {
      const target = this.#anchored.get(node.source);
      if (target && !isAlias(target.node)) this.#pbxes(target.node, target.inFlow);
    } else if (isScalar(node)) {
      const name = pbxIn(this.#text, node);
      if (name) this.#found.set(node, { scalar: node, names: [name], inFlow });
    } else if (isSeq(node)) {
      // A list in the list names no PBX.
      for (const item of node.items) if (!isSeq(item)) this.#pbxes(item, inFlow || node.flow === true);
    }
  }

  /** What a merge key brings to a document that does not name its PBXes itself. */
  #merged(node: unknown): void {
    for (const one of isSeq(node) ? node.items : [node]) {
      const target = isAlias(one) ? this.#anchored.get(one.source) : undefined;
      if (!isMap(target?.node)) continue;
      const pair = target.node.items.find((item) => keyOf(item) === 'pbx');
      if (pair) {
        this.#pbxes(pair.value, target.inFlow || target.node.flow === true);
        return;
      }
    }
  }
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

function startOf({ names }: NamingScalar): number {
  return names[0]?.span[0] ?? 0;
}
