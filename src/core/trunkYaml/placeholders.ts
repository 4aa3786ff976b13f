import type { PlaceholderSource } from './resolveTrunk.ts';
import { documentsFor, type TrunkFile } from './trunkFile.ts';

/** The names in the placeholders of a file, each once. */
export interface PlaceholderNames {
  secrets: string[];
  env: string[];
}

/** The values of placeholders by their names, as far as there are some. */
export interface PlaceholderValues {
  secrets: ReadonlyMap<string, string>;
  env: ReadonlyMap<string, string>;
}

/** The placeholders of the trunks that a file has for one PBX, shared with others or not. */
export function placeholdersFor(pbx: string, file: TrunkFile): PlaceholderNames {
  const entries = documentsFor(pbx, file).flatMap(({ trunks }) => trunks);
  return {
    secrets: [...new Set(entries.flatMap(({ secrets }) => secrets))],
    env: [...new Set(entries.flatMap(({ env }) => env))],
  };
}

/** Looks the values up. @throws what `source.secret` throws. */
export async function placeholderValues(
  { secrets, env }: PlaceholderNames,
  source: PlaceholderSource,
): Promise<PlaceholderValues> {
  const values = { secrets: new Map<string, string>(), env: new Map<string, string>() };
  for (const name of secrets) {
    const value = await source.secret(name);
    if (value !== undefined) values.secrets.set(name, value);
  }
  for (const name of env) {
    const value = source.env(name);
    if (value !== undefined) values.env.set(name, value);
  }
  return values;
}
