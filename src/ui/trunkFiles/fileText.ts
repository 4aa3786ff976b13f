import * as vscode from 'vscode';
import { lostLetterIn, unfitBytes, unfitText } from '../../core/trunkYaml/lostText.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import { decodeUnicode, encodeUnicode, markedEncoding, withoutMark } from '../../core/unicode.ts';
import type { UnicodeEncoding } from '../../core/unicode.ts';

/** How texts become the bytes of a file, and the other way round. */
interface Encoding {
  /** VS Code's name of it. */
  name: string;
  encode(text: string): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<string>;
}

/** A text, and the encoding in which its file has it. */
export interface EncodedText {
  text: string;
  encoding: Encoding;
}

/**
 * Reads the bytes of a file as the editor does: a byte order mark counts first, then `files.encoding` of its language and
 * folder. Unlike the editor it refuses bytes that do not fit: what is read is, written again, the same bytes.
 */
export async function decodeFile(
  uri: vscode.Uri,
  bytes: Uint8Array,
): Promise<(EncodedText & { problem?: undefined }) | { problem: Problem }> {
  const marked = markedEncoding(bytes);
  const read = marked ? decodeMarked(bytes, marked) : await decodeUnmarked(uri, bytes);
  if (!read) return { problem: unfitBytes(marked ?? { name: configuredName(uri), marked: false }) };
  const problem = lostLetterIn(read.text, read.encoding.name);
  return problem ? { problem } : read;
}

/** The encoding of a file that is not there yet: as the settings want it, with its mark. */
export function encodingOfNewFile(uri: vscode.Uri): Encoding {
  return { ...configured(uri), encode: async (text) => await vscode.workspace.encode(text, { uri }) };
}

/** The encoding in which the editor saves a document. */
export function encodingOfDocument({ encoding: name }: vscode.TextDocument): Encoding {
  return {
    name,
    encode: async (text) => await vscode.workspace.encode(text, { encoding: name }),
    decode: async (bytes) => await vscode.workspace.decode(bytes, { encoding: name }),
  };
}

/** Why an encoding cannot hold a text, in words; undefined when it can. */
export async function unfitIn(encoding: Encoding, text: string): Promise<string | undefined> {
  const kept = await encoding.decode(await encoding.encode(text));
  return kept === text ? undefined : unfitText(text, kept, encoding.name);
}

function decodeMarked(bytes: Uint8Array, encoding: UnicodeEncoding): EncodedText | undefined {
  const text = decodeUnicode(bytes, encoding);
  return text === undefined ? undefined : { text, encoding: unicode(encoding) };
}

async function decodeUnmarked(uri: vscode.Uri, bytes: Uint8Array): Promise<EncodedText | undefined> {
  const encoding = configured(uri);
  // Asking the window takes longer than reading, and every encoding but UTF-16 has these letters at the same places.
  if (isAscii(bytes) && !encoding.name.startsWith('utf16')) {
    return { text: new TextDecoder().decode(bytes), encoding };
  }
  let text: string;
  try {
    text = await encoding.decode(bytes);
  } catch {
    // So the editor answers for what is not text at all.
    return undefined;
  }
  for (const candidate of [encoding, ...unmarkedUtf16]) {
    if (isSame(await candidate.encode(text), bytes)) return { text, encoding: candidate };
  }
  if (vscode.workspace.getConfiguration('files', uri).get('autoGuessEncoding') !== true) return undefined;
  // What the editor guesses, it says only of a document.
  const guessed = encodingOfDocument(await vscode.workspace.openTextDocument(uri));
  return isSame(withoutMark(await guessed.encode(text)), bytes) ? { text, encoding: guessed } : undefined;
}

/** As the editor itself finds the settings for a file, among them those of a language that only it knows. */
function configured(uri: vscode.Uri): Encoding {
  return {
    name: configuredName(uri),
    encode: async (text) => withoutMark(await vscode.workspace.encode(text, { uri })),
    decode: async (bytes) => await vscode.workspace.decode(bytes, { uri }),
  };
}

function configuredName(uri: vscode.Uri): string {
  return vscode.workspace.getConfiguration('files', { uri, languageId: 'yaml' }).get('encoding', 'utf8');
}

function unicode(encoding: UnicodeEncoding): Encoding {
  return {
    name: encoding.name,
    encode: (text) => Promise.resolve(encodeUnicode(text, encoding)),
    decode: (bytes) => Promise.resolve(decodeUnicode(bytes, encoding) ?? ''),
  };
}

/** The editor knows UTF-16 without a mark by its zeros. */
const unmarkedUtf16 = (['utf16le', 'utf16be'] as const).map((name) => unicode({ name, marked: false }));

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte === 0 || byte > 0x7f) return false;
  return true;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
