import type { Range } from './position.ts';
import { parseTemplate } from '../template.ts';
import { readTrunkFile } from './readTrunkFile.ts';

/** A password that stands in a file as plain text. `value` is the password: it goes to the secret storage only. */
export interface PlainPassword {
  range: Range;
  trunkname: string;
  value: string;
}

/** Finds the plain passwords of a file, each place once even when aliases repeat it, in the order of the text. */
export function plainPasswords(text: string): PlainPassword[] {
  const found = new Map<string, PlainPassword>();
  for (const { trunks } of readTrunkFile(text).documents) {
    for (const { plainPassword: range, trunkname, values } of trunks) {
      const template = range && parseTemplate(values.password ?? '');
      if (!range || !template || 'problem' in template) continue;
      const key = `${range.start.line}:${range.start.character}`;
      const value = template.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      if (!found.has(key)) found.set(key, { range, trunkname, value });
    }
  }
  return [...found.values()].sort(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
  );
}
