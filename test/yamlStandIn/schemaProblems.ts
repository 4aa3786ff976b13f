import { Ajv } from 'ajv';

/** The keywords of JSON Schema that are walked through here; the validator knows the others. */
export interface Schema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  definitions?: Record<string, Schema>;
  anyOf?: Schema[];
  const?: string;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, unknown>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
}

export type Path = readonly (string | number)[];

/** What is wrong, and with which value, or with which key of it. */
interface SchemaProblem {
  path: Path;
  key?: string;
  message: string;
}

/** A JSON Schema with a validator, which says of a value what is wrong with it and what may stand in it. */
export class Validator {
  readonly #ajv = new Ajv({ strict: false });
  readonly #validators = new Map<Schema, (value: unknown) => boolean>();
  readonly #root: Schema;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** Of several possible schemas, that one counts which is for such a value and has the fewest problems. */
  problemsOf(value: unknown, schema = this.#root, path: Path = []): SchemaProblem[] {
    const meant = this.#followed(schema);
    if (this.#accepts(meant, value)) return [];
    if (meant.anyOf) {
      const fitting = meant.anyOf.filter((one) => fits(this.#followed(one), value));
      const [least] = fitting
        .map((one) => this.problemsOf(value, one, path))
        .sort((a, b) => a.length - b.length);
      return least ?? [{ path, message: 'Incorrect type.' }];
    }
    const inside = [...this.#ofProperties(meant, value, path), ...this.#ofItems(meant, value, path)];
    return inside.length > 0 ? inside : [{ path, message: 'Value is not accepted.' }];
  }

  /** The schemas that a place may have, whichever of several is meant. */
  schemasAt(path: Path, schema = this.#root): Schema[] {
    const meant = this.#followed(schema);
    const [first, ...rest] = path;
    const below = meant.anyOf?.flatMap((one) => this.schemasAt(path, one)) ?? [];
    if (first === undefined) return [meant, ...below];
    const next = typeof first === 'number' ? meant.items : meant.properties?.[first];
    return [...(next ? this.schemasAt(rest, next) : []), ...below];
  }

  #ofProperties(schema: Schema, value: unknown, path: Path): SchemaProblem[] {
    const { properties, patternProperties = {}, required = [], additionalProperties } = schema;
    if (!properties || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const isKnown = (key: string) =>
      key in properties || Object.keys(patternProperties).some((pattern) => new RegExp(pattern).test(key));
    return [
      ...required
        .filter((key) => !(key in value))
        .map((key) => ({ path, message: `Missing property "${key}".` })),
      ...Object.entries(value).flatMap(([key, one]: [string, unknown]): SchemaProblem[] => {
        const property = properties[key];
        if (property) return this.problemsOf(one, property, [...path, key]);
        return additionalProperties === false && !isKnown(key)
          ? [{ path, key, message: `Property ${key} is not allowed.` }]
          : [];
      }),
    ];
  }

  #ofItems({ items }: Schema, value: unknown, path: Path): SchemaProblem[] {
    if (!items || !Array.isArray(value)) return [];
    return value.flatMap((one: unknown, index) => this.problemsOf(one, items, [...path, index]));
  }

  #accepts(schema: Schema, value: unknown): boolean {
    let validate = this.#validators.get(schema);
    if (!validate) {
      validate = this.#ajv.compile({ ...schema, definitions: this.#root.definitions });
      this.#validators.set(schema, validate);
    }
    return validate(value);
  }

  #followed(schema: Schema): Schema {
    const name = schema.$ref?.replace('#/definitions/', '');
    return name === undefined ? schema : (this.#root.definitions?.[name] ?? {});
  }
}

/** Whether a schema is for values of this kind at all. */
function fits({ type }: Schema, value: unknown): boolean {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return type === undefined || [type].flat().includes(kind);
}
