/** What is said where the bytes of a file and its encoding do not fit together. Encodings go by VS Code's names for them. */
import * as l10n from '@vscode/l10n';
import { outsideText } from '../outsideText.ts';
import { LineIndex } from './position.ts';
import type { Problem } from './problem.ts';

/** What a decoder writes in the place of bytes that it cannot read: whatever stood there is lost. */
const lostLetter = '\ufffd';

const labels = new Map([
  ['utf8', 'UTF-8'],
  ['utf8bom', 'UTF-8'],
  ['utf16le', 'UTF-16 LE'],
  ['utf16be', 'UTF-16 BE'],
]);

/** How a person reads the name of an encoding. */
function encodingLabel(name: string): string {
  return labels.get(name) ?? name;
}

/**
 * The problem of a file whose bytes are no text in its encoding.
 * @param marked whether a byte order mark names the encoding; else the settings do.
 */
export function unfitBytes({ name, marked }: { name: string; marked: boolean }): Problem {
  const start = { line: 0, character: 0 };
  const label = encodingLabel(name);
  const message = marked
    ? l10n.t(
        'This file begins with the mark of {0} but is not text in {0}, so it was not read. Save it again in one encoding.',
        label,
      )
    : l10n.t(
        'This file is not text in {0}, so it was not read. Save it in {0}, or name the encoding that it has in the setting {1}, which is “{2}” now.',
        label,
        'files.encoding',
        name,
      );
  return { severity: 'error', code: 'encoding', message, start, end: start };
}

/** The first place of a text where a letter was lost when it was decoded; undefined when it has none. */
export function lostLetterIn(text: string, encoding: string): Problem | undefined {
  const offset = text.indexOf(lostLetter);
  if (offset === -1) return undefined;
  const message = l10n.t(
    'A letter is lost here: “{0}” (U+FFFD) stands for what could not be read as {1}. Choose “Reopen with Encoding” and the encoding that the file was saved in, or write the letter again.',
    lostLetter,
    encodingLabel(encoding),
  );
  // A lone carriage return is a line break in the editor.
  const lines = new LineIndex(text.replace(/\r(?!\n)/g, '\n'));
  return { severity: 'error', code: 'encoding', message, ...lines.range([offset, offset + 1]) };
}

/**
 * Why a text cannot be written in an encoding.
 * @param kept the text as it would be read afterwards.
 */
export function unfitText(text: string, kept: string, encoding: string): string {
  let at = 0;
  while (at < text.length && text[at] === kept[at]) at += 1;
  return l10n.t(
    'its encoding {0} has no “{1}”. Save the file in UTF-8, or name one that has it in the setting {2}.',
    encodingLabel(encoding),
    outsideText(String.fromCodePoint(text.codePointAt(at) ?? 0)),
    'files.encoding',
  );
}
