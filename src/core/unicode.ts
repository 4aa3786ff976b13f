/** Unicode as files hold it; the names are VS Code's own, as in its setting `files.encoding`. */
export interface UnicodeEncoding {
  name: 'utf8' | 'utf16le' | 'utf16be';
  /** Whether a byte order mark stands at the beginning. */
  marked: boolean;
}

const marks: readonly { name: UnicodeEncoding['name']; bytes: readonly number[] }[] = [
  { name: 'utf8', bytes: [0xef, 0xbb, 0xbf] },
  { name: 'utf16le', bytes: [0xff, 0xfe] },
  { name: 'utf16be', bytes: [0xfe, 0xff] },
];

/** What the byte order mark at the beginning says; undefined where there is none. */
export function markedEncoding(bytes: Uint8Array): UnicodeEncoding | undefined {
  const mark = markOf(bytes);
  return mark && { name: mark.name, marked: true };
}

/** The bytes behind the byte order mark, if there is one. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(markOf(bytes)?.bytes.length ?? 0);
}

function markOf(bytes: Uint8Array): (typeof marks)[number] | undefined {
  return marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
}

/** The text, without its mark; undefined when the bytes are no text in that encoding. */
export function decodeUnicode(bytes: Uint8Array, { name }: UnicodeEncoding): string | undefined {
  const label = { utf8: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' }[name];
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of a text. Half a character, which Unicode cannot write, becomes U+FFFD. */
export function encodeUnicode(text: string, { name, marked }: UnicodeEncoding): Uint8Array {
  const whole = (marked ? '\ufeff' : '') + text.replace(/\p{Surrogate}/gu, '\ufffd');
  if (name === 'utf8') return new TextEncoder().encode(whole);
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < whole.length; at += 1) {
    view.setUint16(at * 2, whole.charCodeAt(at), name === 'utf16le');
  }
  return bytes;
}
