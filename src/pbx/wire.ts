import { XMLParser } from 'fast-xml-parser';
import { parse } from 'lossless-json';
import { escapeXml } from '../core/redact.ts';
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
});

/**
 * Reads an answer by what it is, not by its Content-Type, which the boxes get wrong: JSON or XML, whichever was asked for
 * (a refusal of XML comes in JSON). What follows the answer's end, such as a C string's zero byte, is left. A number in it is
 * the text that was written: `4930123456789012345` is none to JavaScript.
 * @returns the object in it, or undefined when it is neither, or not whole.
 */
export function decode(body: string): Record<string, unknown> | undefined {
  if (!isAnswer(body)) return undefined;
  const text = withoutProlog(body);
  try {
    return text.startsWith('{') ? decodeJson(text) : decodeXml(text);
  } catch {
    // Errors of the parsers quote the text, and a password may be there. Among them is what is nested too deep.
    return undefined;
  }
}

function decodeXml(text: string): Record<string, unknown> | undefined {
  // The parser is content with half a document.
  const whole = /^.*<\/xml\s*>/s.exec(text)?.[0];
  // A document type is never part of an answer: it is an attack with entities.
  if (whole === undefined || /<!doctype/i.test(whole)) return undefined;
  const root = (parser.parse(whole) as Record<string, unknown>)['xml'];
  return isObject(root) ? (withoutIndentation(root) as Record<string, unknown>) : undefined;
}

function decodeJson(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    value = parseJson(text.slice(0, endOfObject(text)));
  }
  return isObject(value) ? value : undefined;
}

/** With numbers as their digits; of a key that is there twice, the last one counts. */
function parseJson(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) => digits,
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

/** Where the object that a text begins with ends. */
function endOfObject(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return 0;
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
