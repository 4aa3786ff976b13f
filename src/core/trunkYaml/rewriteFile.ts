import type { PbxGroups } from '../pbxGroups.ts';
import type { TrunkField } from '../trunk.ts';
import { changeEntry, isFlow, ownEntries, type FieldChanges } from './entryEdits.ts';
import { fileDocuments, type FileDocument } from './fileEntries.ts';
import { appendItems, removeItems, type WrittenFields } from './listEdits.ts';
import { TextEdits } from './textEdits.ts';
import { writeTrunkFile } from './writeTrunkFile.ts';
import type { YamlEntry, YamlNode } from './yamlTree.ts';

/** A value as it is written, once the names of the secrets are known. */
export type WrittenValue = string | ((names: readonly string[]) => string);

/** What changes in one document. */
export interface DocumentChange {
  document: FileDocument;
  /** Trunks to take out. */
  gone: Set<YamlNode>;
  fields: Map<YamlNode, ReadonlyMap<TrunkField, WrittenValue | undefined>>;
}

interface Rewrite {
  pbx: string;
  changes: readonly DocumentChange[];
  added: readonly ReadonlyMap<TrunkField, WrittenValue>[];
  /** The names of the secrets. */
  names: readonly string[];
  groups: PbxGroups;
}

/**
 * Changes trunks where they stand and leaves every other byte. The result is read again: only a text that says exactly what
 * was meant is returned, so that no anchor, bracket or block text can make a file say something else.
 */
export function rewriteFile(
  text: string,
  documents: readonly FileDocument[],
  { pbx, changes, added, names, groups }: Rewrite,
): string | undefined {
  const written = (value: WrittenValue) => (typeof value === 'string' ? value : value(names));
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const edits = new TextEdits(text.slice(mark.length));
  const newTrunks = added.map((trunk) =>
    [...trunk].map(([field, value]) => [field, written(value)] as const),
  );
  const home = newTrunks.length > 0 ? changes.findLast(canTakeMore) : undefined;
  for (const change of changes) {
    const more = change === home ? newTrunks : [];
    if (!changeDocument(edits, change, more, written)) return undefined;
  }
  let result = edits.apply();
  if (result === undefined) return undefined;
  const needsDocument = !home && (newTrunks.length > 0 || documents.length === 0);
  if (needsDocument) result = withDocument(result, edits.eol, documents.length > 0, pbx, newTrunks);
  result = mark + result;
  if (result === text) return text;
  const expected = documents.map((document) => ({
    pbxNames: document.pbxNames,
    trunks: expectedTrunks(document, changes, written, home?.document === document ? newTrunks : []),
  }));
  if (needsDocument) expected.push({ pbxNames: [pbx], trunks: newTrunks.map(record) });
  return says(result, expected, groups) ? result : undefined;
}

/** A document with a list, or with nothing but its PBX. */
function canTakeMore({ document: { root } }: DocumentChange): boolean {
  return (
    root.kind === 'map' && (trunksEntry(root) !== undefined || root.entries.every(({ key }) => key === 'pbx'))
  );
}

function trunksEntry(root: YamlNode): YamlEntry | undefined {
  return root.kind === 'map' ? root.entries.find(({ key }) => key === 'trunks') : undefined;
}

function changeDocument(
  edits: TextEdits,
  { document, gone, fields }: DocumentChange,
  more: readonly WrittenFields[],
  written: (value: WrittenValue) => string,
): boolean {
  const { root } = document;
  if (root.kind !== 'map') return false;
  const entry = trunksEntry(root);
  const rootInFlow = isFlow(edits.text, root);
  const listInFlow = rootInFlow || (entry !== undefined && isFlow(edits.text, entry.value));
  for (const [node, changes] of fields) {
    if (node.kind !== 'map' || node.source) return false;
    const values: FieldChanges = new Map(
      [...changes].map(([field, value]) => [field, value === undefined ? undefined : written(value)]),
    );
    if (!changeEntry(edits, node, values, listInFlow || isFlow(edits.text, node))) return false;
  }
  if (!entry) {
    if (gone.size > 0 && !removeSingle(edits, document)) return false;
    return more.length === 0 || addList(edits, document, more);
  }
  if (entry.value.kind === 'list' && gone.size > 0) {
    if (entry.value.source || !removeItems(edits, entry.value, gone)) return false;
  }
  if (more.length === 0) return true;
  if (entry.value.source) return false;
  const kept = entry.value.kind === 'list' ? entry.value.items.filter((item) => !gone.has(item)) : [];
  return appendItems(edits, entry, kept, more, rootInFlow);
}

/** Takes the trunk out of a document that is a single one; the PBX that it names stays. */
function removeSingle(edits: TextEdits, { trunks }: FileDocument): boolean {
  const node = trunks[0]?.node;
  if (node?.kind !== 'map' || isFlow(edits.text, node)) return false;
  for (const { keySpan, value } of ownEntries(node)) {
    edits.removeLines([keySpan[0], Math.max(keySpan[1], value.span[1])]);
  }
  return true;
}

/** Gives a document that has only a PBX its list. */
function addList(edits: TextEdits, { root }: FileDocument, more: readonly WrittenFields[]): boolean {
  if (root.kind !== 'map' || isFlow(edits.text, root)) return false;
  const last = root.entries.at(-1);
  if (!last) return false;
  const list = writeTrunkFile([{ trunks: more.map(templates) }]).trimEnd();
  edits.insert(edits.lineEnd(last.value.span[1]), edits.eol + list.replaceAll('\n', edits.eol));
  return true;
}

function withDocument(
  text: string,
  eol: string,
  isFurther: boolean,
  pbx: string,
  trunks: readonly WrittenFields[],
): string {
  const lineBreak = text === '' || text.endsWith('\n') ? '' : eol;
  const document = writeTrunkFile([{ pbx, trunks: trunks.map(templates) }]).replaceAll('\n', eol);
  return `${text}${lineBreak}${isFurther ? `---${eol}` : ''}${document}`;
}

function templates(trunk: WrittenFields): Record<string, { template: string }> {
  return Object.fromEntries(trunk.map(([field, template]) => [field, { template }]));
}

type Texts = Partial<Record<string, string>>;

function record(trunk: WrittenFields): Texts {
  return Object.fromEntries(trunk);
}

function expectedTrunks(
  document: FileDocument,
  changes: readonly DocumentChange[],
  written: (value: WrittenValue) => string,
  more: readonly WrittenFields[],
): Texts[] {
  const change = changes.find((one) => one.document === document);
  const kept = document.trunks.flatMap(({ node, entry }): Texts[] => {
    if (change?.gone.has(node)) return [];
    const values = new Map<string, string>(Object.entries(entry.values));
    for (const [field, value] of change?.fields.get(node) ?? []) {
      if (value === undefined) values.delete(field);
      else values.set(field, written(value));
    }
    return [Object.fromEntries(values)];
  });
  return [...kept, ...more.map(record)];
}

/** True if a file says exactly this. */
function says(
  text: string,
  expected: readonly { pbxNames: readonly string[] | undefined; trunks: readonly Texts[] }[],
  groups: PbxGroups,
): boolean {
  const documents = fileDocuments(text, groups);
  return (
    Array.isArray(documents) &&
    documents.length === expected.length &&
    documents.every(({ pbxNames, trunks }, index) => {
      const wanted = expected[index];
      return (
        JSON.stringify(pbxNames) === JSON.stringify(wanted?.pbxNames) &&
        trunks.length === wanted?.trunks.length &&
        trunks.every(({ entry }, position) => isSame(entry.values, wanted.trunks[position] ?? {}))
      );
    })
  );
}

function isSame(one: Texts, other: Texts): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
