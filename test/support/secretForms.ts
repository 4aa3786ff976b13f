/** All the ways in which a secret may be written down, by boxes, proxies, tools and people. */
import { createHash } from 'node:crypto';
import { escapeXml } from '../../src/core/redaction/redact.ts';

const units = (text: string): string[] => text.split('');
const hex = (code: number, length: number) => code.toString(16).padStart(length, '0');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const well = (text: string) => Buffer.from(text).toString();
const bytesOf = (text: string) => [...Buffer.from(text)];

/** What begins a writing: it cannot stand for itself beside others. */
const special = new Set(['\\', '%', '&', '+', '"', "'"]);

/** Each character in its own way: `whichOf` chooses one of as many. */
export function inMixedForms(secret: string, whichOf: (ways: number, index: number) => number): string {
  return Array.from(well(secret))
    .map((character, index) => {
      const code = character.codePointAt(0) ?? 0;
      const ways = [
        encodeURIComponent(character),
        bytesOf(character)
          .map((byte) => `%${hex(byte, 2)}`)
          .join(''),
        `&#${code.toString()};`,
        `&#x${hex(code, 2)};`,
        escapeXml(character),
        json(character),
        units(character)
          .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
          .join(''),
      ].filter((way) => way !== character || !special.has(character));
      return ways[whichOf(ways.length, index)] ?? character;
    })
    .join('');
}

/** The Base64 of a longer text that holds the secret, of which so many bytes come before it. */
function insideBase64(secret: string, before: number, encoding: BufferEncoding): string {
  return Buffer.from(`${'u'.repeat(before)}:${secret}:and more`).toString(encoding);
}

/** A secret in each form, by the form's name. It is the same as another where nothing in it has to be escaped. */
export function secretForms(secret: string): Record<string, string> {
  const everyByte = bytesOf(secret);
  const escapedUnits = (upper: boolean) =>
    units(secret)
      .map((unit) => hex(unit.charCodeAt(0), 4))
      .map((digits) => `\\u${upper ? digits.toUpperCase() : digits}`)
      .join('');
  const base64 = Buffer.from(secret).toString('base64');
  const url = encodeURIComponent(well(secret));
  const lowerUrl = url.replace(/%../g, (escape) => escape.toLowerCase());
  const form = new URLSearchParams({ a: secret }).toString().slice(2);
  const md5 = createHash('md5').update(secret).digest('hex');
  return {
    plain: secret,
    'in a URL': url,
    'in a URL, lower case': lowerUrl,
    'in a URL, as a browser leaves it': encodeURI(well(secret)),
    'in a form': form,
    'in a form, lower case': form.replace(/%../g, (escape) => escape.toLowerCase()),
    'every byte in a URL': everyByte.map((byte) => `%${hex(byte, 2)}`).join(''),
    'in XML': escapeXml(secret),
    'in HTML, with numbers': escapeXml(secret).replaceAll('&apos;', '&#39;').replaceAll('&quot;', '&#34;'),
    'in HTML, with hex numbers': escapeXml(secret)
      .replaceAll('&apos;', '&#x27;')
      .replaceAll('&quot;', '&#x22;'),
    'in HTML, with long numbers': escapeXml(secret)
      .replaceAll('&apos;', '&#039;')
      .replaceAll('&amp;', '&#038;'),
    'every character in HTML': Array.from(secret)
      .map((one) => `&#${(one.codePointAt(0) ?? 0).toString()};`)
      .join(''),
    'every character in HTML, in hex': Array.from(secret)
      .map((one) => `&#X${hex(one.codePointAt(0) ?? 0, 4)};`)
      .join(''),
    'in JSON': json(secret),
    'in JSON in JSON': json(json(secret)),
    'in JSON in JSON in JSON': json(json(json(secret))),
    'in JSON, with slashes escaped': json(secret).replaceAll('/', '\\/'),
    'in JSON, all of ASCII': json(secret).replace(/[^ -~]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
    'every character in JSON': escapedUnits(false),
    'every character in JSON, upper case': escapedUnits(true),
    'every character in JSON in JSON': json(escapedUnits(true)),
    'in JSON in XML': escapeXml(json(secret)),
    'in XML in JSON': json(escapeXml(secret)),
    'in JSON in a URL': encodeURIComponent(json(well(secret))),
    'in a URL in JSON in XML': escapeXml(json(lowerUrl)),
    'in a URL in a URL': encodeURIComponent(url),
    'in YAML': secret.replaceAll("'", "''"),
    'in CSV': secret.replaceAll('"', '""'),
    'in Markdown': secret.replace(/[\\`*_{}[\]<>|~#&$]/g, '\\$&'),
    'in a shell': secret.replace(/["\\$`]/g, '\\$&'),
    'in Base64': base64,
    'in Base64, without its end': base64.replace(/=+$/, ''),
    'in Base64 for URLs': Buffer.from(secret).toString('base64url'),
    'in Base64 in a URL': encodeURIComponent(base64),
    'in Base64 in JSON': json(base64).replaceAll('/', '\\/'),
    'in Base64 of its JSON': Buffer.from(json(secret)).toString('base64'),
    'in longer Base64': insideBase64(secret, 0, 'base64'),
    'in longer Base64, a byte later': insideBase64(secret, 1, 'base64'),
    'in longer Base64, two bytes later': insideBase64(secret, 2, 'base64'),
    'in longer Base64 for URLs': insideBase64(secret, 1, 'base64url'),
    'as MD5': md5,
    'as MD5, upper case': md5.toUpperCase(),
  };
}

/** The forms that stand somewhere in a text. */
export function formsIn(text: string, secret: string): string[] {
  return Object.entries(secretForms(secret)).flatMap(([name, form]) =>
    text.includes(coreOf(name, form)) ? [name] : [],
  );
}

/** The characters of a form that are the secret's own: those around it in longer Base64 are not. */
function coreOf(name: string, form: string): string {
  return name.includes('longer Base64') ? form.slice(4, -12) : form;
}
