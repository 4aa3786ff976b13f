import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';

/** What was found, one line each: place, severity, code, and the text that is underlined. */
export function problemsOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return readTrunkFile(text).problems.map(({ severity, code, start, end }) => {
    const line = lines[start.line] ?? '';
    const underlined = line.slice(start.character, start.line === end.line ? end.character : undefined);
    return `${start.line}:${start.character} ${severity} ${code} «${underlined}»`;
  });
}

/** The values of all trunks, document by document. */
export function valuesOf(text: string): Record<string, string | undefined>[][] {
  return readTrunkFile(text).documents.map(({ trunks }) => trunks.map(({ values }) => values));
}

/** A peer trunk that nobody can complain about, as lines with the given indentation. */
export function peer(name: string, indent = ''): string {
  return [`trunkname: ${name}`, 'trunktype: peer', 'host: 192.0.2.1', 'port: 5060']
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** A list of peer trunks. */
export function peers(...names: string[]): string {
  return `trunks:\n${names.map((name) => peer(name, '    ').replace('    ', '  - ')).join('')}`;
}
