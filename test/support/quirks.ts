/** Boxes that do not answer as the documentation prints it, for the Demo PBX. */
import type { Quirks } from '../../src/demo/quirks.ts';

/** Of gbk alone there are 24,000 characters to learn. */
const tables = new Map<string, Map<string, Uint8Array>>();

/**
 * A box that answers in another encoding: any of one or two bytes a character that `TextDecoder` knows.
 * @param contentType what its head declares; it declares nothing without.
 */
export function answersIn(encoding: string, contentType?: string): Quirks {
  const bytes = tables.get(encoding) ?? bytesByCharacter(encoding);
  tables.set(encoding, bytes);
  const encode = (answer: string) =>
    Buffer.concat(
      Array.from(answer, (character) => {
        const found = bytes.get(character);
        if (!found) throw new Error(`There is no ${character} in ${encoding}`);
        return found;
      }),
    );
  return { encode, ...(contentType !== undefined && { contentType }) };
}

function bytesByCharacter(encoding: string): Map<string, Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const found = new Map<string, Uint8Array>();
  const learn = (...bytes: number[]) => {
    const code = Uint8Array.from(bytes);
    const character = decoder.decode(code, { stream: true }) + decoder.decode();
    if (/^[^\ufffd]$/u.test(character) && !found.has(character)) found.set(character, code);
  };
  for (let lead = 0; lead < 256; lead += 1) learn(lead);
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) learn(lead, trail);
  }
  return found;
}

/** Boxes that do not keep every name, by what they do to it. */
export const nameManglers: Readonly<Record<string, (trunkname: string) => string>> = {
  'cuts names to 12 characters': (name) => name.slice(0, 12),
  'trims names': (name) => name.trim(),
  'writes names in lower case': (name) => name.toLowerCase(),
  'escapes names': (name) => name.replaceAll('&', '&amp;'),
  'decomposes names': (name) => name.normalize('NFD'),
};
