import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { isTrunkField, trunkSchema, type TrunkField } from '../trunk.ts';
import { keyWords, typeWords } from './fieldWords.ts';

/** The keywords of JSON Schema (draft 7) that the schema of trunk files is made of. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  definitions?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  type?: string | string[];
  const?: string;
  pattern?: string;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, true>;
  required?: string[];
  additionalProperties?: false;
}

/** YAML tools give values a type; here each is the text that was written, whatever a tool takes it for. */
const value = ['string', 'number', 'boolean', 'null'];

/** A placeholder somewhere in the value, which may turn out as anything. */
const placeholder = { type: 'string', pattern: '(^|[^$])\\$\\{(secret|env):' };

const pbxName = { type: value };

/**
 * The JSON Schema of trunk files for editors that know YAML, made from what a trunk is. It accepts all that
 * `readTrunkFile` accepts; what the values may be in detail is said by the extension's own checks.
 */
export function trunkFileSchema(): JsonSchema {
  const { oneOf } = z.toJSONSchema(trunkSchema, { io: 'input', unrepresentable: 'any' });
  const trunks = Object.fromEntries(
    (oneOf ?? []).map((schema) => {
      const { properties = {}, required = [] } = schema as JsonSchema;
      return [properties['trunktype']?.const ?? '', { properties, required }];
    }),
  );
  const names = Object.keys(trunks);
  const pbx: JsonSchema = {
    description: keyWords('pbx').meaning,
    anyOf: [pbxName, { type: 'array', minItems: 1, items: pbxName }],
  };
  const list: JsonSchema = { type: 'array', items: anyOf(names) };
  // Of a single trunk the document's own keys stand beside its fields.
  const documentKeys = { patternProperties: { '^x-': true as const }, additionalProperties: false as const };
  const definitions = Object.entries(trunks).flatMap(([name, { properties, required }]) => {
    const fields = Object.fromEntries(
      Object.keys(properties)
        .filter(isTrunkField)
        .map((field) => [field, fieldSchema(field, name as 'register')]),
    );
    const trunk: JsonSchema = { title: name, type: 'object', properties: fields, required };
    const single = { ...trunk, properties: { pbx, ...fields }, ...documentKeys };
    return [
      [name, { ...trunk, additionalProperties: false }],
      [`single-${name}`, single],
    ] as [string, JsonSchema][];
  });
  const document: JsonSchema = {
    title: 'trunks',
    type: ['object', 'null'],
    properties: { pbx, trunks: { description: keyWords('trunks').meaning, anyOf: [list, { type: 'null' }] } },
    ...documentKeys,
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: l10n.t('PBX Trunks: SIP trunks of PBXes'),
    anyOf: [document, ...anyOf(names.map((name) => `single-${name}`)).anyOf, list],
    definitions: Object.fromEntries(definitions),
  };
}

function fieldSchema(field: TrunkField, type: Parameters<typeof typeWords>[0]): JsonSchema {
  return field === 'trunktype'
    ? { description: typeWords(type), anyOf: [{ const: type }, amongBlanks(type), placeholder] }
    : { description: keyWords(field).meaning, type: value };
}

/** The blanks around a type are taken away; beside the bare word, which tools offer to write. */
function amongBlanks(type: string): JsonSchema {
  return { type: 'string', pattern: `^\\s*${type}\\s*$` };
}

function anyOf(names: readonly string[]): { anyOf: JsonSchema[] } {
  return { anyOf: names.map((name) => ({ $ref: `#/definitions/${name}` })) };
}
