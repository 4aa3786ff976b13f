import { decodeUnicode, markedEncoding } from '../unicode.ts';

/** The text of a CSV file. */
export interface DecodedCsv {
  text: string;
  /** True when the bytes are not Unicode, so that letters beyond ASCII are a guess. */
  guessed: boolean;
}

/**
 * Decodes what spreadsheets write: UTF-8 with or without a byte order mark, UTF-16 with one (Excel's “Unicode Text”), and
 * Windows-1252 for bytes that cannot be UTF-8 (Excel's plain “CSV” in western Europe).
 */
export function decodeCsv(bytes: Uint8Array): DecodedCsv {
  const text = decodeUnicode(bytes, markedEncoding(bytes) ?? { name: 'utf8', marked: false });
  if (text !== undefined) return { text, guessed: false };
  return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true };
}
