import { trunkFields, type TrunkField } from '../trunk.ts';
import type { TextEdits } from './textEdits.ts';
import { writeFlowText, writeText } from './writeText.ts';
import type { YamlEntry, YamlMap, YamlNode } from './yamlTree.ts';

/** What becomes of the fields of a trunk: a value as it is written (placeholders and all), or nothing more. */
export type FieldChanges = ReadonlyMap<TrunkField, string | undefined>;

/** True for a list or a map in brackets. */
export function isFlow(text: string, node: YamlNode): boolean {
  return node.kind !== 'text' && /[[{]/.test(text.charAt(node.span[0]));
}

/** Writes `field: value`. */
export function writeField([field, value]: readonly [string, string], inFlow: boolean): string {
  return `${field}: ${inFlow ? writeFlowText(value) : writeText(value)}`;
}

/**
 * Changes fields of a trunk where it stands.
 * @param inFlow true when it stands in brackets, at whatever depth.
 * @returns false when the trunk is written in a way that cannot be changed in its place.
 */
export function changeEntry(edits: TextEdits, map: YamlMap, changes: FieldChanges, inFlow: boolean): boolean {
  const own = ownEntries(map);
  const kept = own.filter(
    ({ key }) => !(changes.has(key as TrunkField) && changes.get(key as TrunkField) === undefined),
  );
  if (kept.length === 0) return false;
  removeFields(edits, map, own, new Set(kept), isFlow(edits.text, map));
  for (const field of trunkFields) {
    const value = changes.get(field);
    if (value === undefined) continue;
    const entry = kept.find(({ key }) => key === field);
    if (entry) replaceValue(edits, entry, inFlow ? writeFlowText(value) : writeText(value));
    else insertField(edits, map, kept, writeField([field, value], inFlow), field);
  }
  return true;
}

/** The entries that stand in the map itself: not those that a merge key brings. */
export function ownEntries({ entries, span }: YamlMap): YamlEntry[] {
  return entries.filter(
    ({ keySpan, value }) => keySpan[0] >= span[0] && keySpan[1] <= span[1] && value.span[0] >= keySpan[0],
  );
}

function isBlank({ keySpan, value }: YamlEntry): boolean {
  return value.kind === 'text' && value.text === '' && value.span[0] === keySpan[0];
}

function replaceValue(edits: TextEdits, entry: YamlEntry, written: string): void {
  if (isBlank(entry)) edits.insert(behindColon(edits.text, entry), ` ${written}`);
  else edits.replace(entry.value.span, written);
}

/** The place behind the colon of a key. */
export function behindColon(text: string, { keySpan }: YamlEntry): number {
  const colon = text.indexOf(':', keySpan[1]);
  return colon === -1 ? keySpan[1] : colon + 1;
}

/** Puts a field behind the one that comes before it in the API's order. */
function insertField(
  edits: TextEdits,
  map: YamlMap,
  kept: readonly YamlEntry[],
  written: string,
  field: TrunkField,
): void {
  const place = trunkFields.indexOf(field);
  const before = kept.filter(({ key }) => trunkFields.indexOf(key as TrunkField) < place);
  const anchor =
    before.reduce<YamlEntry | undefined>(
      (best, one) =>
        best && trunkFields.indexOf(best.key as TrunkField) > trunkFields.indexOf(one.key as TrunkField)
          ? best
          : one,
      undefined,
    ) ?? kept.at(-1);
  if (!anchor) return;
  const end = isBlank(anchor) ? behindColon(edits.text, anchor) : anchor.value.span[1];
  if (isFlow(edits.text, map)) edits.insert(end, `, ${written}`);
  else edits.insert(edits.lineEnd(end), edits.eol + edits.indentOf(anchor.keySpan[0]) + written);
}

function removeFields(
  edits: TextEdits,
  map: YamlMap,
  own: readonly YamlEntry[],
  kept: ReadonlySet<YamlEntry>,
  isFlowMap: boolean,
): void {
  let removedTo = map.span[0];
  for (const [index, entry] of own.entries()) {
    const [start] = entry.keySpan;
    if (kept.has(entry) || start < removedTo) continue;
    const end = Math.max(entry.keySpan[1], entry.value.span[1]);
    const next = own.slice(index + 1).find((one) => kept.has(one));
    const previous = own[index - 1];
    const lineStart = edits.lineStart(start);
    if (!isFlowMap && edits.text.slice(lineStart, start).trim() === '') {
      edits.removeLines([start, end]);
    } else if (next) {
      // The next field moves to this place: behind the dash, or behind the bracket or the comma.
      edits.replace([start, next.keySpan[0]], '');
      removedTo = next.keySpan[0];
    } else if (previous) {
      // The last ones of a map in brackets go with the comma before them.
      const last = own.at(-1) ?? entry;
      edits.replace(
        [
          Math.max(previous.keySpan[1], previous.value.span[1]),
          Math.max(last.keySpan[1], last.value.span[1]),
        ],
        '',
      );
      return;
    }
  }
}
