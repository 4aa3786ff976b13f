/** Told where a word stands in a text: from a character to the one after its end. */
type Tell = (start: number, end: number) => void;

/**
 * Finds many words in a text at once, in a time that goes by the length of the text alone. Words can be added at any time: what
 * is built of them is built again only when as many have come since, so that each word is built in a few times at most.
 */
export class WordSearch {
  readonly #automata: Automaton[] = [];
  #added: string[] = [];

  /** @param word not blank, and not one that is there already. */
  add(word: string): void {
    this.#added.push(word);
  }

  /** Tells of the longest word that ends at each place of the text. */
  find(text: string, tell: Tell): void {
    this.#build();
    for (const automaton of this.#automata) automaton.find(text, tell);
  }

  #build(): void {
    if (this.#added.length === 0) return;
    const groups = [this.#added];
    let size = sizeOf(this.#added);
    this.#added = [];
    for (let last = this.#automata.at(-1); last && last.size <= 2 * size; last = this.#automata.at(-1)) {
      groups.push(last.words);
      size += last.size;
      this.#automata.pop();
    }
    this.#automata.push(new Automaton(groups.flat(), size));
  }
}

function sizeOf(words: readonly string[]): number {
  return words.reduce((sum, { length }) => sum + length, 0);
}

/** The automaton of Aho and Corasick (CACM 18/6, 1975), in flat arrays: a state is a number, the first of them is 0. */
class Automaton {
  readonly words: string[];
  /** How many characters the words have together: there is at most one state for each of them. */
  readonly size: number;
  /** The state to go on from where no word goes on. */
  readonly #fallback: Int32Array;
  /** The length of the longest word that ends in a state; 0 for none. */
  readonly #wordLength: Int32Array;
  /** The ways from state to state, in a hash table: where they begin, by which character, and where they lead. */
  readonly #from: Int32Array;
  readonly #by: Uint16Array;
  readonly #to: Int32Array;
  readonly #mask: number;

  constructor(words: string[], size: number) {
    this.words = words;
    this.size = size;
    this.#fallback = new Int32Array(size + 1);
    this.#wordLength = new Int32Array(size + 1);
    const slots = 2 ** Math.ceil(Math.log2(2 * size + 2));
    this.#from = new Int32Array(slots);
    this.#by = new Uint16Array(slots);
    this.#to = new Int32Array(slots);
    this.#mask = slots - 1;
    this.#linkFallbacks(this.#addWords());
  }

  find(text: string, tell: Tell): void {
    let state = 0;
    for (let place = 0; place < text.length; place += 1) {
      state = this.#next(state, text.charCodeAt(place));
      const length = this.#wordLength[state] ?? 0;
      if (length > 0) tell(place + 1 - length, place + 1);
    }
  }

  /** @returns of each state how it is reached, those nearest to the first state before the others. */
  #addWords(): Map<number, { from: number; by: number }[]> {
    const byDepth = new Map<number, { from: number; by: number }[]>();
    let states = 1;
    for (const word of this.words) {
      let state = 0;
      for (let depth = 0; depth < word.length; depth += 1) {
        const by = word.charCodeAt(depth);
        const slot = this.#slot(state, by);
        if (this.#to[slot] === 0) {
          this.#from[slot] = state;
          this.#by[slot] = by;
          this.#to[slot] = states;
          states += 1;
          const level = byDepth.get(depth);
          if (level) level.push({ from: state, by });
          else byDepth.set(depth, [{ from: state, by }]);
        }
        state = this.#to[slot] ?? 0;
      }
      this.#wordLength[state] = word.length;
    }
    return byDepth;
  }

  #linkFallbacks(byDepth: Map<number, { from: number; by: number }[]>): void {
    for (let depth = 1; depth < byDepth.size; depth += 1) {
      for (const { from, by } of byDepth.get(depth) ?? []) {
        const state = this.#to[this.#slot(from, by)] ?? 0;
        const fallback = this.#next(this.#fallback[from] ?? 0, by);
        this.#fallback[state] = fallback;
        this.#wordLength[state] ||= this.#wordLength[fallback] ?? 0;
      }
    }
  }

  #next(from: number, by: number): number {
    for (let state = from; ; state = this.#fallback[state] ?? 0) {
      const to = this.#to[this.#slot(state, by)] ?? 0;
      if (to !== 0 || state === 0) return to;
    }
  }

  /** Where a way is in the table, or would be. */
  #slot(from: number, by: number): number {
    let slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(by, 0x85ebca6b)) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      if (this.#to[slot] === 0 || (this.#from[slot] === from && this.#by[slot] === by)) return slot;
    }
  }
}
