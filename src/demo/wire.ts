/**
 * The two wire formats. Written by hand and shared with nobody, so that a mistake of the extension's own
 * reading or writing cannot cancel itself out against the Demo PBX.
 */
export type Format = 'json' | 'xml';
export type Fields = ReadonlyMap<string, string>;
export type Item = Readonly<Record<string, string>>;
export type Answer = Readonly<Record<string, string | Item | readonly Item[]>>;

/** Reads a request body: a flat object of values. Answers undefined when the body is not that. */
export function readFields(body: string, format: Format): Fields | undefined {
  return format === 'xml' ? readXml(body) : readJson(body);
}

/** A success is `{"status":"Success",…}`, and lists are numbered items in XML (OpenVox, query a SIP trunk). */
export function writeAnswer(answer: Answer, format: Format): string {
  return format === 'xml'
    ? `<?xml version="1.0" encoding="utf-8"?><xml>${writeElements(answer)}</xml>`
    : JSON.stringify(answer);
}

/** Every example quotes its values, but the tables call some of them Int (Yeastar, `id`) and OpenVox's login sends `"urltag":1`. */
function readJson(body: string): Fields | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return undefined;
  }
  const fields = new Map<string, string>();
  for (const [key, value] of Object.entries(parsed as Record<string, unknown>)) {
    if (typeof value === 'string') {
      fields.set(key, value);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      fields.set(key, String(value));
    } else if (value === null) {
      fields.set(key, '');
    } else {
      return undefined;
    }
  }
  return fields;
}

const DECLARATION = /^<\?xml\s[^?]*\?>\s*/;
const ELEMENT = /\s*<([A-Za-z_][\w.-]*)(?:\s*\/>|>([^<]*)<\/\1\s*>)/y;

function readXml(body: string): Fields | undefined {
  const root = body.trim().replace(DECLARATION, '');
  if (!root.startsWith('<xml>') || !root.endsWith('</xml>')) {
    return undefined;
  }
  const inside = root.slice('<xml>'.length, -'</xml>'.length).trimEnd();
  const fields = new Map<string, string>();
  let end = 0;
  while (end < inside.length) {
    ELEMENT.lastIndex = end;
    const [, name, escaped = ''] = ELEMENT.exec(inside) ?? [];
    const text = unescapeXml(escaped);
    if (name === undefined || text === undefined) {
      return undefined;
    }
    fields.set(name, text);
    end = ELEMENT.lastIndex;
  }
  return fields;
}

const ENTITIES = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

/** Answers undefined for an `&` that begins no entity of XML's own, and for U+0000, which XML does not have. */
function unescapeXml(text: string): string | undefined {
  const plain = text.replace(
    /&[^;&]{0,10};?/g,
    (entity) => ENTITIES.get(entity) ?? numberedCharacter(entity) ?? '\0',
  );
  return plain.includes('\0') ? undefined : plain;
}

function numberedCharacter(entity: string): string | undefined {
  const digits = /^&#(x[\da-fA-F]+|\d+);$/.exec(entity)?.[1];
  const code = Number(digits?.replace('x', '0x'));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function writeElements(answer: Answer): string {
  return Object.entries(answer)
    .map(([name, value]) => `<${name}>${writeContent(value)}</${name}>`)
    .join('');
}

function writeContent(value: Answer[string]): string {
  if (typeof value === 'string') {
    return escapeXml(value);
  }
  if (isList(value)) {
    return value.map((item, index) => `<item id="${index}">${writeElements(item)}</item>`).join('');
  }
  return writeElements(value);
}

function isList(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
