import { createHash } from 'node:crypto';
import { mark, withoutNamedSecrets } from './byPlace.ts';
import { meaningOfAll } from './escapes.ts';
import { readingsOf } from './readings.ts';
import { plainView } from './view.ts';
import { WordSearch } from './wordSearch.ts';

/** Shorter secrets are left to the patterns: replacing them would make every text unreadable. */
const shortest = 4;

/** Hex digits in which an MD5 may stand, in whatever case. */
const hexDigits = /[\da-f]{32,}/gi;
const md5Length = 32;

/** A piece of a text, from a character to the one after its end. */
type Span = [start: number, end: number];

/**
 * Takes secrets out of text that a person or a file will see: every value it was told of, however it is written (in a URL, in
 * JSON, in XML or HTML, in Base64, one inside the other, or as its MD5), and whatever stands where the API puts a token or a
 * password. The last line of defence, not the first: no message is built from a secret on purpose.
 *
 * A value shorter than four characters, such as `100`, hides nothing by itself: it may be the name of a trunk or a part of any
 * number. It is hidden where a password or a token stands by its name. How long it takes goes by the length of the text, not by
 * how many secrets there are.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #search = new WordSearch();
  readonly #words = new Set<string>();
  /** How long the shortest of the words is. */
  #least = md5Length;
  /** Of the secrets, and those of them that are one. In lower case. */
  readonly #md5s = new Set<string>();

  /** Remembers a secret, unless it is very short or blank. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < shortest || this.#secrets.has(secret)) return;
    if (secret.trim() === '') return;
    this.#secrets.add(secret);
    this.#addWord(secret);
    const meaning = meaningOfAll(plainView(secret));
    // What is left of `"+"+"+"` would be found in every text.
    if (meaning.replace(/\s+/g, '').length >= shortest) this.#addWord(meaning);
    this.#md5s.add(createHash('md5').update(secret, 'utf8').digest('hex'));
    if (secret.length === md5Length && secret.search(hexDigits) === 0) this.#md5s.add(secret.toLowerCase());
  }

  /**
   * The text without secrets.
   * @param names what the text is about, such as trunks, and the values that it is to show: where one of them stands it stays,
   * though a secret be the same, or longer than it. Many a trunk has its own name for its password.
   */
  redact(text: string, names?: readonly string[]): string {
    return withoutNamedSecrets(this.redactKnown(text, names));
  }

  /** The text without the values that it was told of; whatever else stands behind `password` or `token` stays. */
  redactKnown(text: string, names: readonly string[] = []): string {
    // No form is shorter than what it stands for.
    if (this.#secrets.size === 0 || text.length < this.#least) return text;
    const found = this.#find(text);
    const hidden = found.length === 0 || names.length === 0 ? found : outsideOf(names, text, found);
    return hidden.length === 0 ? text : without(text, hidden);
  }

  #addWord(word: string): void {
    if (this.#words.has(word)) return;
    this.#words.add(word);
    this.#least = Math.min(this.#least, word.length);
    this.#search.add(word);
  }

  #find(text: string): Span[] {
    const found: Span[] = [];
    for (const { text: reading, starts, ends } of readingsOf(text, this.#least)) {
      const tell = (start: number, end: number) => found.push([starts[start] ?? 0, ends[end - 1] ?? 0]);
      this.#search.find(reading, tell);
      for (const { 0: digits, index } of reading.matchAll(hexDigits)) {
        const lower = digits.toLowerCase();
        for (let at = 0; at + md5Length <= digits.length; at += 1) {
          if (this.#md5s.has(lower.slice(at, at + md5Length))) tell(index + at, index + at + md5Length);
        }
      }
    }
    return found;
  }
}

/** What of the spans is in none of the places where one of the names stands. */
function outsideOf(names: readonly string[], text: string, spans: Span[]): Span[] {
  const search = new WordSearch();
  // Names of a letter or two would leave too little hidden of a secret that has them in it.
  for (const name of new Set(names)) if (name.length >= shortest) search.add(name);
  /** Of each place, up to where a name goes that begins there or before. */
  const reach = new Int32Array(text.length + 1);
  search.find(text, (start, end) => {
    reach[start] = Math.max(reach[start] ?? 0, end);
  });
  for (let at = 1; at <= text.length; at += 1) reach[at] = Math.max(reach[at] ?? 0, reach[at - 1] ?? 0);
  return spans.flatMap(([start, end]) => {
    const outside: Span[] = [];
    let from = start;
    while (from < end) {
      const kept = reach[from] ?? 0;
      if (kept > from) from = kept;
      else {
        let to = from + 1;
        while (to < end && (reach[to] ?? 0) <= to) to += 1;
        outside.push([from, to]);
        from = to;
      }
    }
    return outside;
  });
}

/** The text with one mark for all spans that overlap. */
function without(text: string, spans: Span[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const [start, next] of spans.sort(([a], [b]) => a - b)) {
    if (start >= end) pieces.push(text.slice(end, start), mark);
    end = Math.max(end, next);
  }
  return pieces.join('') + text.slice(end);
}

/** Text as it stands inside an XML element (XML 1.0, section 2.4). */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('&#38;', '&amp;')
    .replaceAll('&#60;', '&lt;')
    .replaceAll('&#62;', '&gt;')
    .replaceAll('&#34;', '&quot;')
    .replaceAll('&#39;', '&apos;');
}
