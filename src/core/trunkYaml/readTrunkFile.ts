import * as l10n from '@vscode/l10n';
import { pbxesNamed, type PbxGroups } from '../pbxGroups.ts';
import { oddIndentation } from './indentation.ts';
import { parseYaml } from './parseYaml.ts';
import { errorAt, warningAt } from './problem.ts';
import { noTrunkWords, readDocument, type DocumentParts } from './readDocument.ts';
import { readEntry } from './readEntry.ts';
import { Source } from './source.ts';
import { TakenNames } from './takenNames.ts';
import type { NamedPbx, TrunkDocument, TrunkFile } from './trunkFile.ts';
import type { YamlNode } from './yamlTree.ts';

/** In millions of characters: three times a file of 10,000 trunks. */
const maxMillions = 5;
/** The longest text that is read. */
export const maxLength = maxMillions * 1_000_000;
/** More than anybody provisions, and few enough to be read in a moment. */
const maxTrunks = 25_000;

/** The nodes that a document of a file is written in, and those of its trunks. */
export interface DocumentNodes {
  root: YamlNode;
  trunks: readonly YamlNode[];
}

/**
 * Reads and checks a trunk YAML. Nothing is thrown: what is wrong is in `problems`, sorted by place, at most one for each
 * field of each trunk. With an error among them nothing of the file may be sent.
 * @param groups are read as the PBXes that they stand for; a name that is none of them is that of a PBX.
 */
export function readTrunkFile(text: string, groups: PbxGroups = new Map()): TrunkFile {
  return readWithNodes(text, groups).file;
}

/** Does the same as {@link readTrunkFile}, and returns what each of the documents is written in as well. */
export function readWithNodes(
  text: string,
  groups: PbxGroups = new Map(),
): { file: TrunkFile; nodes: DocumentNodes[] } {
  if (text.length > maxLength) {
    const source = new Source('');
    const words = l10n.t(
      'This file is too large. Split it into files of at most {0} million characters.',
      maxMillions,
    );
    source.report(errorAt([0, 0], 'too-large', words));
    return { file: { documents: [], problems: source.problems() }, nodes: [] };
  }

  const source = new Source(text);
  const names = new TakenNames();
  const documents: TrunkDocument[] = [];
  const nodes: DocumentNodes[] = [];
  let room = maxTrunks;
  for (const { root, broken } of parseYaml(source.text, source.report)) {
    // After a syntax error much seems to be missing that is really there.
    const report = broken ? () => undefined : source.report;
    const { pbxNames: written, trunks, span } = readDocument(root, report);
    const pbxNames = written && namedPbxes(written, groups, source);
    const extra = trunks[room];
    if (extra) {
      const words = l10n.t('From here on there are more than {0} trunks. Split the file.', maxTrunks);
      source.report(errorAt(source.head(extra.span), 'too-large', words));
    }
    const targets = pbxNames?.map(({ name }) => name) ?? [undefined];
    nodes.push({ root, trunks });
    documents.push({
      ...(pbxNames && { pbxNames }),
      trunks: trunks
        .slice(0, room)
        .map((trunk) => readEntry(trunk, source, report, (name) => names.take(name, targets))),
      range: source.range(span),
    });
    room -= trunks.length;
    if (extra) break;
  }
  if (documents.length === 0 && source.isClean) {
    source.report(warningAt([0, 0], 'no-trunk', noTrunkWords()));
  }
  const indented = source.hasError ? oddIndentation(source.text) : undefined;
  if (indented) {
    // All else that seems wrong follows from that.
    source.forget();
    source.report(indented);
  }
  return { file: { documents, problems: source.problems() }, nodes };
}

/** The PBXes of a document, each once: where a group is named beside one of its PBXes, that one stands for itself. */
function namedPbxes(
  written: NonNullable<DocumentParts['pbxNames']>,
  groups: PbxGroups,
  source: Source,
): NamedPbx[] {
  const own = new Set(written.flatMap(({ name }) => (groups.has(name) ? [] : [name])));
  return written.flatMap(({ name, span }) => {
    const range = source.range(span);
    if (!groups.has(name)) return [{ name, range }];
    return pbxesNamed(name, groups).flatMap((member) => {
      if (own.has(member)) return [];
      own.add(member);
      return [{ name: member, group: name, range }];
    });
  });
}
