/**
 * What an answer may be made of before a parser sees it. The parsers are linear, but what they make of each part costs a hundred
 * times its size, and of half an answer they do not say where it ends.
 */

/** No list of trunks in {@link maxAnswerBytes} has as many elements or values. */
const maxParts = 1_000_000;

/** No answer has more than five levels. */
const maxDepth = 100;

/** An XML declaration or the like, with whole quotes in it: what the XML parser makes of it is as long as it is. */
const instruction = /<\?(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*\?>/y;
/** Longer than any declaration. */
const maxInstruction = 1000;

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma] = [code('"'), code('\\'), code(',')];
const [brace, bracket, closingBrace, closingBracket] = [code('{'), code('['), code('}'), code(']')];
const [slash, bang, question] = [code('/'), code('!'), code('?')];

/**
 * Where the JSON object that a text begins with ends; what follows is no part of it.
 * @returns undefined when it is not whole, or has more parts or levels than any answer.
 */
export function endOfJson(text: string): number | undefined {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case brace:
      case bracket:
        depth += 1;
        parts += 1;
        break;
      case comma:
        parts += 1;
        break;
      case closingBrace:
      case closingBracket:
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
    }
    if (depth > maxDepth || parts > maxParts) return undefined;
  }
  return undefined;
}

/** Where a string's closing quote is, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length && text.charCodeAt(at) !== quote; at += 1) {
    if (text.charCodeAt(at) === backslash) at += 1;
  }
  return at;
}

/**
 * Where the XML document `<xml>…</xml>` that a text begins with ends; what follows is no part of it.
 * @returns undefined when it is not whole, has more elements than any answer, or a document type: that is never part of an answer,
 * but of an attack with entities. Levels are counted by the parser.
 */
export function endOfXml(text: string): number | undefined {
  const end = endOfRoot(text);
  if (end === undefined) return undefined;
  let parts = 0;
  for (let at = text.indexOf('<'); at >= 0 && at < end; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1);
    // What closes an element costs nothing.
    if (next === slash) continue;
    parts += 1;
    if (parts > maxParts) return undefined;
    if (next === bang && /^<!doctype/i.test(text.slice(at, at + 9))) return undefined;
    if (next === question && !isShortInstruction(text, at)) return undefined;
  }
  return end;
}

/** The end of the last closing tag of the root. */
function endOfRoot(text: string): number | undefined {
  for (let at = text.lastIndexOf('</xml'); at >= 0; at = text.lastIndexOf('</xml', at - 1)) {
    let end = at + '</xml'.length;
    while (/\s/.test(text.charAt(end))) end += 1;
    if (text.charAt(end) === '>') return end + 1;
    if (at === 0) break;
  }
  return undefined;
}

function isShortInstruction(text: string, start: number): boolean {
  instruction.lastIndex = 0;
  return instruction.test(text.slice(start, start + maxInstruction));
}
