import { jsonStrings, type JsonString } from './jsonStrings.ts';

/** Where the tasks of type `pbx` in a tasks.json, or in the file of a workspace, name a PBX. */
export function pbxInTasks(text: string, name: string): JsonString[] {
  // Most files have no task of ours.
  if (!text.includes('"pbx"')) return [];
  const strings = jsonStrings(text).filter(({ isKey }) => !isKey);
  const own = new Set(
    strings.flatMap(({ path, value }) =>
      value === 'pbx' && path.at(-1) === 'type' && path.at(-3) === 'tasks' ? keyOf(path.slice(0, -1)) : [],
    ),
  );
  return strings.filter(({ path, value }) => {
    const field = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
    return value === name && field.at(-1) === 'pbx' && own.has(keyOf(field.slice(0, -1)));
  });
}

function keyOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}
