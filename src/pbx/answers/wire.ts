import { XMLParser } from 'fast-xml-parser';
import { parse } from 'lossless-json';
import { escapeXml } from '../../core/redaction/redact.ts';
import { endOfJson, endOfXml } from './answerBounds.ts';
import { isAnswer, withoutProlog } from './webPage.ts';

/** Fields in the order in which they are sent. A field that is `undefined` is left out. */
export type Fields = Record<string, string | undefined>;

/** A body as the documentation prints it: compact JSON, in the order of the keys. */
export function encodeJson(fields: Fields): string {
  return JSON.stringify(fields);
}

/** A body as OpenVox prints it: with its space before `?>`, or without any declaration. */
export function encodeXml(fields: Fields, { declared }: { declared: boolean }): string {
  const elements = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`<${name}>${escapeXml(value)}</${name}>`],
  );
  return `${declared ? '<?xml version="1.0" encoding="UTF-8" ?>' : ''}<xml>${elements.join('')}</xml>`;
}

const parser = new XMLParser({
  // The only attribute of the API is the index of a list item.
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Every value stays the text that was written: "0123" is not a number, and a password may begin with a space.
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  // The limits guard against entities that a document defines; the built-in ones of a long trunk list are harmless.
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  isArray: (name) => name === 'item',
  // It would write the path of each element, however long the names in it are.
  jPath: false,
});

/**
 * Reads an answer by what it is, not by its Content-Type, which the boxes get wrong: JSON or XML, whichever was asked for
 * (a refusal of XML comes in JSON). What follows the answer's end, such as a C string's zero byte, is left. A number in it is
 * the text that was written: `4930123456789012345` is none to JavaScript. It takes time and memory in proportion to the size.
 * @returns the object in it, or undefined when it is neither, not whole, or made of more parts than any list of trunks.
 */
export function decode(body: string): Record<string, unknown> | undefined {
  if (!isAnswer(body)) return undefined;
  const text = withoutProlog(body);
  try {
    return text.startsWith('{') ? decodeJson(text) : decodeXml(text);
  } catch {
    // Errors of the parsers quote the text, and a password may be there.
    return undefined;
  }
}

function decodeXml(text: string): Record<string, unknown> | undefined {
  // The parser is content with half a document.
  const end = endOfXml(text);
  if (end === undefined) return undefined;
  const root = (parser.parse(text.slice(0, end)) as Record<string, unknown>)['xml'];
  return isObject(root) ? (withoutIndentation(root) as Record<string, unknown>) : undefined;
}

function decodeJson(text: string): Record<string, unknown> | undefined {
  const end = endOfJson(text);
  if (end === undefined) return undefined;
  const value = parseJson(text.slice(0, end));
  return isObject(value) ? value : undefined;
}

/** With numbers as their digits; of a key that is there twice, the last one counts. */
function parseJson(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) => digits,
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

/** The white space between elements arrives as `#text` beside them. */
function withoutIndentation(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIndentation);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === '#text' ? [] : [[key, withoutIndentation(inner)]],
    ),
  );
}

/** True for what JSON and XML have as an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
