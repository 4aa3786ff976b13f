/** The text of a CSV file. */
export interface DecodedCsv {
  text: string;
  /** True when the bytes are not Unicode, so that letters beyond ASCII are a guess. */
  guessed: boolean;
}

/**
 * Decodes what spreadsheets write: UTF-8 with or without a byte order mark, UTF-16 with one (Excel's “Unicode Text”), and
 * Windows-1252 for bytes that cannot be UTF-8 (Excel's plain “CSV” in western Europe). Line breaks become `\n`.
 */
export function decodeCsv(bytes: Uint8Array): DecodedCsv {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes);
  try {
    return decoded('utf-8', bytes);
  } catch {
    return { ...decoded('windows-1252', bytes), guessed: true };
  }
}

function decoded(encoding: string, bytes: Uint8Array): DecodedCsv {
  const text = new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
  return { text: text.replace(/\r\n?/g, '\n'), guessed: false };
}
