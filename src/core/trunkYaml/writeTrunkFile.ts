import { escapeTemplate } from '../template.ts';
import { trunkFields } from '../trunk.ts';
import type { TrunkField } from '../trunk.ts';
import { writeFlowText, writeText } from './writeText.ts';

/** A value to write: a text as it is, or a template such as `${secret:NAME}` whose placeholders stay placeholders. */
export type WrittenValue = string | { template: string };

/** A trunk to write. Fields that are `undefined` or not fields of a trunk (such as the PBX's `id`) are left out. */
export type WrittenTrunk = Partial<Record<TrunkField, WrittenValue | undefined>>;

/** A document to write: trunks, and the PBXes that they are for. Without `pbx`, or with none, it is asked for. */
export interface WrittenDocument {
  pbx?: string | readonly string[] | undefined;
  trunks: readonly WrittenTrunk[];
}

/**
 * Writes trunks as YAML, fields in the API's order. `readTrunkFile` reads every value back as it was.
 * @returns the text, which ends with a line break.
 */
export function writeTrunkFile(documents: readonly WrittenDocument[]): string {
  return documents.map(writeDocument).join('---\n');
}

function writeDocument({ pbx, trunks }: WrittenDocument): string {
  const lines: string[] = [];
  if (typeof pbx === 'string') lines.push(`pbx: ${writeText(pbx)}`);
  else if (pbx && pbx.length > 0) lines.push(`pbx: [${pbx.map(writeFlowText).join(', ')}]`);
  lines.push(trunks.length > 0 ? 'trunks:' : 'trunks: []');
  for (const trunk of trunks) {
    const fields = trunkFields.flatMap((field) => {
      const value = trunk[field];
      if (value === undefined) return [];
      return [`${field}: ${writeText(typeof value === 'string' ? escapeTemplate(value) : value.template)}`];
    });
    lines.push(...fields.map((field, index) => (index === 0 ? `  - ${field}` : `    ${field}`)));
    if (fields.length === 0) lines.push('  - {}');
  }
  return lines.map((line) => `${line}\n`).join('');
}
