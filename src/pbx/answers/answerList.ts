import * as z from 'zod/mini';
import { isObject } from './wire.ts';

/**
 * Why the entries of a list may not be all that the PBX has: the answer holds no list at all, or some of its entries cannot
 * be read. That a name is not among the entries then proves nothing.
 */
export type ListDoubt = 'noList' | 'unreadEntries';

/** What was read of a list. */
export interface ReadList<Entry> {
  entries: Entry[];
  doubt: ListDoubt | undefined;
}

type Answer = Record<string, unknown>;

/**
 * The list of an answer, however it is dressed: an array, XML's `{item: […]}`, one bare trunk or numbered keys; and an empty
 * one, which is explicit: `[]`, `{}`, blank, `false` or null.
 * @param keys where the documentation has the list. A list of named entries under another key is taken where these have none.
 */
export function listUnder<Entry extends { trunkname: string }>(
  keys: readonly string[],
  entry: z.ZodMiniType<Entry>,
): z.ZodMiniType<ReadList<Entry>> {
  return z.pipe(
    z.looseObject({}),
    z.transform((answer) => readList(answer, keys, entry)),
  );
}

function readList<Entry extends { trunkname: string }>(
  answer: Answer,
  keys: readonly string[],
  entry: z.ZodMiniType<Entry>,
): ReadList<Entry> {
  const read = (key: string) => {
    const all = entriesIn(answer[key]);
    const entries = all.flatMap((one) => {
      // A check that fails costs much more, and there may be a million of them.
      if (!isObject(one)) return [];
      const result = entry.safeParse(one);
      // Nobody can ask for a trunk without a name.
      return result.success && result.data.trunkname.trim() !== '' ? [result.data] : [];
    });
    return { entries, unread: all.length - entries.length };
  };
  const documented = keys.filter((key) => Object.hasOwn(answer, key)).map(read);
  const others = Object.keys(answer)
    .filter((key) => !keys.includes(key))
    .map(read);
  const list =
    [...documented, ...others].find(({ entries }) => entries.length > 0) ??
    documented.find(({ unread }) => unread > 0) ??
    documented[0];
  if (!list) return { entries: [], doubt: 'noList' };
  return { entries: list.entries, doubt: list.unread > 0 ? 'unreadEntries' : undefined };
}

/** What a value lists, without what is blank. */
function entriesIn(value: unknown): unknown[] {
  if (isBlank(value)) return [];
  if (Array.isArray(value)) return value.filter((one) => !isBlank(one));
  if (!isObject(value) || 'trunkname' in value) return [value];
  // A number or a word beside the entries says something about the list.
  const inside = Object.values(value).filter((one) => typeof one === 'object');
  return inside.length === 0 ? [value] : inside.flat().filter((one) => !isBlank(one));
}

/** Nothing, as the boxes write it: also an object of which each field is nothing. */
function isBlank(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).every(isBlankText)
    : isBlankText(value);
}

function isBlankText(value: unknown): boolean {
  return typeof value === 'string'
    ? value.trim() === ''
    : value === undefined || value === null || value === false;
}
