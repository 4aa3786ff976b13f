import { eachCharacter, ViewBuilder, type View } from './view.ts';

/** What fills it up belongs to it, where it is written. */
const run = /([\w+/-]+)={0,2}/g;
/** Between two readings, so that nothing is found across. */
const gap = '\uffff';

/** The value of each character, those of the alphabet for URLs too (RFC 4648, sections 4 and 5). */
const values = new Uint8Array(128);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
values['-'.charCodeAt(0)] = 62;
values['_'.charCodeAt(0)] = 63;

/**
 * Everything in a text that could be Base64, read from each of the four places where it might begin: other characters of the
 * alphabet may stand right before it.
 * @param least how many bytes are worth reading.
 * @returns undefined when there is nothing of that kind.
 */
export function base64Decoded(view: View, least: number): View | undefined {
  let builder: ViewBuilder | undefined;
  for (const { 0: padded, 1: written = '', index } of view.text.matchAll(run)) {
    if (written.length * 6 < least * 8) continue;
    builder ??= new ViewBuilder(view, 4 * view.text.length);
    for (let shift = 0; shift < 4; shift += 1) putReading(builder, written, index, shift, padded.length);
  }
  return builder?.done();
}

/** Reads from `shift` on. @param length with what fills it up. */
function putReading(
  builder: ViewBuilder,
  written: string,
  index: number,
  shift: number,
  length: number,
): void {
  const bytes = new Uint8Array(Math.floor(((written.length - shift) * 6) / 8));
  for (let place = 0; place < bytes.length; place += 1) {
    const first = shift + Math.floor((place * 8) / 6);
    const pair = (valueAt(written, first) << 6) | valueAt(written, first + 1);
    bytes[place] = (pair >> (4 - 2 * (place % 3))) & 0xff;
  }
  eachCharacter(bytes, (character, from, to) => {
    const start = shift + Math.floor((from * 8) / 6);
    const end = shift + Math.ceil((to * 8) / 6);
    builder.put(character, index + start, index + (end === written.length ? length : end));
  });
  builder.put(gap, index, index + written.length);
}

function valueAt(written: string, index: number): number {
  return values[written.charCodeAt(index)] ?? 0;
}
