import { markedEncoding } from '../../core/unicode.ts';

/** An answer as it came. */
export interface AnswerBytes {
  bytes: Buffer<ArrayBuffer>;
  /** What its head says of it. */
  contentType: string | undefined;
}

/** Why the bytes of an answer are no text. */
export interface Misfit {
  /** What its head, its XML declaration or its byte order mark says; undefined where none does. */
  declared: string | undefined;
  /** The encoding of the setting `charset`, where it was tried. */
  configured: string | undefined;
  /** It is in that encoding, but has U+FFFD in it: what stood there was lost before it came. */
  isLost: boolean;
}

/** What an answer is in when neither it nor a setting says so. */
const defaultCharset = 'utf-8';

/**
 * Decodes an answer by what it declares, else by the setting. Bytes that are not in a declared encoding are tried in the one
 * that was set by a person, and in no other: boxes send one head for answers of every kind. Nothing is guessed.
 * @param charset the setting; undefined where nobody has set it.
 */
export function readText(answer: AnswerBytes, charset: string | undefined): string | Misfit {
  const mark = byteOrderMark(answer.bytes);
  const declared = mark ?? inContentType(answer) ?? inXmlDeclaration(answer);
  const configured = mark ? undefined : declared === undefined ? (charset ?? defaultCharset) : charset;
  let isLost = false;
  for (const encoding of [declared, configured]) {
    const text = encoding === undefined ? undefined : decoded(answer.bytes, encoding);
    if (text !== undefined && !replacement.test(text)) return text;
    isLost ||= text !== undefined;
  }
  return { declared, configured, isLost };
}

/** The bytes as characters of some kind, to see whether they are a web page at all. */
export function roughText({ bytes }: AnswerBytes): string {
  return bytes.toString('latin1');
}

/** U+FFFD, also as JSON and XML escape it: a name with it is not what the trunk is called. */
const replacement = /\ufffd|(?<!\\)(?:\\\\)*\\ufffd|&#(?:x0*fffd|0*65533);/i;

/** What Node's ICU makes of a byte that is in no table of gbk and big5, instead of an error. */
const strayByte = /[\uf8f0-\uf8fe]/;

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    // As a stream, half a character at the end is no error: it is half an answer. Node reads windows-1252 rightly only so.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return !encoding.startsWith('utf') && strayByte.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function byteOrderMark(bytes: Buffer): string | undefined {
  return markedEncoding(bytes)?.name.replace('utf', 'utf-');
}

function inContentType({ contentType = '' }: AnswerBytes): string | undefined {
  return known(/;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1]);
}

function inXmlDeclaration({ bytes }: AnswerBytes): string | undefined {
  const start = bytes.toString('latin1', 0, 256);
  const encoding = known(/^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([^\s"'>]+)/.exec(start)?.[1]);
  // In UTF-16 it could not have been read like this.
  return encoding?.startsWith('utf-16') ? undefined : encoding;
}

/** The name of an encoding as it is spelt everywhere; undefined for one that does not exist, which declares nothing. */
function known(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
