import type { NamedThing } from './scalarNames.ts';

/** Whether a text can have a name in it at all, said without reading it: a name may be written with escapes, or over two lines. */
export function mayHaveName(text: string, { name }: NamedThing): boolean {
  return text.includes(name) || text.includes('\\') || /[\s']/.test(name);
}
