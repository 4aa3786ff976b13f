import type { PbxGroups } from '../pbxGroups.ts';
import { parseTemplate, type TemplatePart } from '../template.ts';
import { trunkFields, type TrunkField } from '../trunk.ts';
import { readWithNodes } from './readTrunkFile.ts';
import type { PlaceholderValues } from './placeholders.ts';
import type { TrunkEntry } from './trunkFile.ts';
import type { YamlNode } from './yamlTree.ts';

/** A document of a file with the nodes that it is written in. */
export interface FileDocument {
  root: YamlNode;
  /** Undefined where the file leaves the PBX to be asked for. */
  pbxNames: readonly string[] | undefined;
  /** Whether it names a group, which may get further PBXes. */
  hasGroup: boolean;
  trunks: readonly FileEntry[];
}

/** A trunk of a file and the node that it is written in. */
interface FileEntry {
  node: YamlNode;
  entry: TrunkEntry;
}

/** @returns the documents of a file, or the first thing that is wrong with it. */
export function fileDocuments(
  text: string,
  groups: PbxGroups,
): FileDocument[] | { line: number; message: string } {
  const { file, nodes } = readWithNodes(text, groups);
  const error = file.problems.find(({ severity }) => severity === 'error');
  if (error) return { line: error.start.line + 1, message: error.message };
  return nodes.map(({ root, trunks }, index) => {
    const document = file.documents[index];
    return {
      root,
      pbxNames: document?.pbxNames?.map(({ name }) => name),
      hasGroup: document?.pbxNames?.some(({ group }) => group !== undefined) ?? false,
      trunks: trunks.flatMap((node, position) => {
        const entry = document?.trunks[position];
        return entry ? [{ node, entry }] : [];
      }),
    };
  });
}

/** A value of a file with its placeholders filled in, and those that could not be. */
export interface FilledValue {
  parts: readonly TemplatePart[];
  value?: string;
  missing?: Exclude<TemplatePart, { kind: 'text' }>;
}

/** Fills in the placeholders of a trunk, as far as they have values. */
export function fillEntry(
  { values }: TrunkEntry,
  known: PlaceholderValues,
): Partial<Record<TrunkField, FilledValue>> {
  const filled: Partial<Record<TrunkField, FilledValue>> = {};
  for (const field of trunkFields) {
    const written = values[field];
    const template = written === undefined ? undefined : parseTemplate(written);
    if (!template || 'problem' in template) continue;
    filled[field] = fill(template.parts, known);
  }
  return filled;
}

function fill(parts: readonly TemplatePart[], { env, secrets }: PlaceholderValues): FilledValue {
  let value = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      value += part.text;
      continue;
    }
    const found = (part.kind === 'env' ? env : secrets).get(part.name);
    if (found === undefined) return { parts, missing: part };
    value += found;
  }
  return { parts, value };
}
