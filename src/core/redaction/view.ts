/** A text as it reads once something in it was decoded, and where in the original each of its characters comes from. */
export interface View {
  text: string;
  /** Of each UTF-16 unit of the text: its first unit in the original. */
  starts: Int32Array;
  /** The one after its last. */
  ends: Int32Array;
}

/** A text as it is. */
export function plainView(text: string): View {
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    starts[index] = index;
    ends[index] = index + 1;
  }
  return { text, starts, ends };
}

/** Puts a view together from pieces of another. */
export class ViewBuilder {
  readonly #source: View;
  readonly #pieces: string[] = [];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #length = 0;

  /** @param most how many units will come, at most. */
  constructor(source: View, most = source.text.length) {
    this.#source = source;
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  /** Takes a piece of the source over as it is. */
  copy(from: number, to: number): void {
    if (from === to) return;
    this.#pieces.push(this.#source.text.slice(from, to));
    this.#starts.set(this.#source.starts.subarray(from, to), this.#length);
    this.#ends.set(this.#source.ends.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  /** Puts text in the place of a piece of the source that has one unit at least. */
  put(text: string, from: number, to: number): void {
    this.#pieces.push(text);
    const next = this.#length + text.length;
    this.#starts.fill(this.#source.starts[from] ?? 0, this.#length, next);
    this.#ends.fill(this.#source.ends[to - 1] ?? 0, this.#length, next);
    this.#length = next;
  }

  done(): View {
    const [starts, ends] = [this.#starts, this.#ends].map((all) => all.subarray(0, this.#length));
    return { text: this.#pieces.join(''), starts: starts ?? this.#starts, ends: ends ?? this.#ends };
  }
}

/**
 * Tells of each character of UTF-8 bytes, from which byte to before which it goes. A byte that belongs to none is told as the
 * character with its number, as in ISO 8859-1.
 */
export function eachCharacter(
  bytes: ArrayLike<number>,
  tell: (character: string, from: number, to: number) => void,
): void {
  for (let from = 0; from < bytes.length;) {
    const first = bytes[from] ?? 0;
    const length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    let code = length === 1 ? first : first & (0x7f >> length);
    let to = from + 1;
    for (; to < from + length && ((bytes[to] ?? 0) & 0xc0) === 0x80; to += 1) {
      code = (code << 6) | ((bytes[to] ?? 0) & 0x3f);
    }
    if (to < from + length || code > 0x10ffff) {
      code = first;
      to = from + 1;
    }
    tell(String.fromCodePoint(code), from, to);
    from = to;
  }
}
