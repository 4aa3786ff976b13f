import { behindColon, isFlow, writeField } from './entryEdits.ts';
import type { TextEdits } from './textEdits.ts';
import type { YamlEntry, YamlList, YamlNode } from './yamlTree.ts';

/** A trunk as it is written: its fields, placeholders and all. */
export type WrittenFields = readonly (readonly [field: string, value: string])[];

const dashBefore = /-([ \t]*)(?:&\S+[ \t]*)?(?:\r?\n[ \t]*)?$/;

/** Takes trunks out of a list. @returns false where that cannot be told from the text. */
export function removeItems(edits: TextEdits, list: YamlList, gone: ReadonlySet<YamlNode>): boolean {
  if (isFlow(edits.text, list)) return removeFlowItems(edits, list, gone);
  for (const item of list.items) {
    if (!gone.has(item)) continue;
    const dash = dashOf(edits.text, item);
    if (dash === undefined) return false;
    const start = edits.lineStart(dash);
    if (edits.text.slice(start, dash).trim() !== '') return false;
    edits.removeLines([dash, item.span[1]]);
  }
  return true;
}

function removeFlowItems(edits: TextEdits, { items }: YamlList, gone: ReadonlySet<YamlNode>): boolean {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (!item || !gone.has(item)) continue;
    let last = index;
    while (gone.has(items[last + 1] ?? item) && last + 1 < items.length) last += 1;
    const next = items[last + 1];
    const previous = items[index - 1];
    const end = items[last]?.span[1] ?? item.span[1];
    if (next) edits.replace([item.span[0], next.span[0]], '');
    else edits.replace([previous?.span[1] ?? item.span[0], end], '');
    index = last;
  }
  return true;
}

function dashOf(text: string, { span }: YamlNode): number | undefined {
  // No dash is further away than its line and an anchor.
  const from = Math.max(0, span[0] - 200);
  const match = dashBefore.exec(text.slice(from, span[0]));
  return match ? from + match.index : undefined;
}

/**
 * Puts trunks at the end of the list below `trunks:`, in the way its trunks are written.
 * @param kept the trunks of the list that stay.
 * @param inFlow true when the list itself stands in brackets.
 */
export function appendItems(
  edits: TextEdits,
  entry: YamlEntry,
  kept: readonly YamlNode[],
  trunks: readonly WrittenFields[],
  inFlow: boolean,
): boolean {
  const { value } = entry;
  const last = kept.at(-1);
  if (value.kind === 'list' && isFlow(edits.text, value) && (last || inFlow)) {
    const written = trunks.map((trunk) => writeFlowItem(trunk, '')).join(', ');
    if (last) edits.insert(last.span[1], `, ${written}`);
    // Whatever is taken out stands behind this place.
    else edits.insert(value.span[0] + 1, written);
    return true;
  }
  if (inFlow) return false;
  const sample = value.kind === 'list' ? value.items[0] : undefined;
  if (value.kind === 'list' && isFlow(edits.text, value)) {
    if (sample) return false;
    edits.replace(value.span, '');
  }
  const style = styleOf(edits, entry, sample, kept);
  if (!style) return false;
  const lines = trunks.flatMap((trunk) => [
    ...(style.blankLine ? [''] : []),
    ...(style.flowItem !== undefined
      ? [style.indent + style.dash + writeFlowItem(trunk, style.flowItem)]
      : writeItem(trunk, style)),
  ]);
  const at = edits.lineEnd(last ? last.span[1] : behindColon(edits.text, entry));
  edits.insert(at, lines.map((line) => edits.eol + line).join(''));
  return true;
}

/** How the trunks of a list are written. */
interface ItemStyle {
  indent: string;
  /** The dash and the spaces behind it. */
  dash: string;
  blankLine: boolean;
  /** For trunks in brackets, what stands between the bracket and the first key. */
  flowItem?: string;
}

function styleOf(
  edits: TextEdits,
  entry: YamlEntry,
  sample: YamlNode | undefined,
  kept: readonly YamlNode[],
): ItemStyle | undefined {
  if (!sample) return { indent: `${edits.indentOf(entry.keySpan[0])}  `, dash: '- ', blankLine: false };
  const dash = dashOf(edits.text, sample);
  if (dash === undefined) return undefined;
  const between = edits.text.slice(dash + 1, sample.span[0]);
  const style: ItemStyle = {
    indent: edits.indentOf(dash),
    dash: `-${/^ +$/.test(between) ? between : ' '}`,
    blankLine: hasBlankLine(edits.text, kept),
  };
  if (!isFlow(edits.text, kept.at(-1) ?? sample)) return style;
  return { ...style, flowItem: edits.text.charAt((kept.at(-1) ?? sample).span[0] + 1) === ' ' ? ' ' : '' };
}

function hasBlankLine(text: string, kept: readonly YamlNode[]): boolean {
  const [last, before] = [kept.at(-1), kept.at(-2)];
  return (
    last !== undefined &&
    before !== undefined &&
    /\n[ \t]*\r?\n/.test(text.slice(before.span[1], last.span[0]))
  );
}

function writeItem(trunk: WrittenFields, { indent, dash }: Pick<ItemStyle, 'indent' | 'dash'>): string[] {
  return trunk.map(
    (field, index) => indent + (index === 0 ? dash : ' '.repeat(dash.length)) + writeField(field, false),
  );
}

function writeFlowItem(trunk: WrittenFields, space: string): string {
  return `{${space}${trunk.map((field) => writeField(field, true)).join(', ')}${space}}`;
}
