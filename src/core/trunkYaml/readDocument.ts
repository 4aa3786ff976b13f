import * as l10n from '@vscode/l10n';
import { wordList } from '../sentences.ts';
import { isTrunkField, trunkFields } from '../trunk.ts';
import { nearestWord } from '../nearestWord.ts';
import type { Span } from './position.ts';
import { errorAt, warningAt } from './problem.ts';
import type { FoundProblem, Report } from './problem.ts';
import type { YamlEntry, YamlNode } from './yamlTree.ts';

/** A document's parts, before its trunks are read. */
export interface DocumentParts {
  pbxNames?: { name: string; span: Span }[];
  trunks: YamlNode[];
  span: Span;
}

/** Tells a document's PBXes from its trunks: a map with `trunks:`, a single trunk, or a bare list of trunks. */
export function readDocument(root: YamlNode, report: Report): DocumentParts {
  const { span } = root;
  if (root.kind === 'list') return { trunks: listed(root.items, span, report), span };
  if (root.kind === 'text') {
    report(
      errorAt(
        span,
        'wrong-shape',
        l10n.t('This is not a trunk. Write its fields, such as {0}.', 'trunkname: …'),
      ),
    );
    return { trunks: [], span };
  }

  const of = (key: string): YamlEntry | undefined => root.entries.find((entry) => entry.key === key);
  const pbx = of('pbx');
  const pbxNames = pbx && { pbxNames: readPbxNames(pbx, report) };
  const list = of('trunks');
  const fields = root.entries.filter(({ key }) => isTrunkField(key));
  for (const entry of root.entries) {
    // As in Compose files: a place for values that anchors share.
    if (entry.key === 'pbx' || entry.key === 'trunks' || entry.key.startsWith('x-')) continue;
    if (!isTrunkField(entry.key)) reportUnknownKey(entry, fields.length > 0 && !list, report);
    else if (list) {
      report(
        errorAt(
          entry.keySpan,
          'unknown-key',
          l10n.t('{0} belongs to a trunk. Write it with the trunk in the list.', entry.key),
        ),
      );
    }
  }

  if (list) {
    const { value } = list;
    if (value.kind === 'list')
      return { ...pbxNames, trunks: listed(value.items, list.keySpan, report), span };
    const blank = value.kind === 'text' && value.text === '';
    report(
      blank
        ? noTrunk(list.keySpan)
        : errorAt(
            value.kind === 'map' ? list.keySpan : value.span,
            'wrong-shape',
            l10n.t('{0} must be a list: begin each trunk with a dash.', 'trunks'),
          ),
    );
    return { ...pbxNames, trunks: [], span };
  }
  if (fields.length === 0) {
    if (root.entries.every(({ key }) => key === 'pbx' || key.startsWith('x-'))) report(noTrunk(span));
    return { ...pbxNames, trunks: [], span };
  }
  const trunk: YamlNode = { ...root, entries: fields };
  return { ...pbxNames, trunks: [trunk], span };
}

/** Reports a key that a document (or the single trunk that it is) does not have. */
function reportUnknownKey(entry: YamlEntry, isTrunk: boolean, report: Report): void {
  const known = entry.value.kind === 'list' ? ['trunks', 'pbx'] : ['pbx', 'trunks', ...trunkFields];
  report(unknownKey(entry, known, isTrunk ? trunkFields : ['pbx', 'trunks']));
}

/** A key that is not known. `known` are those that may be meant, `shown` those to name when none is near. */
export function unknownKey(
  { key, keySpan }: YamlEntry,
  known: readonly string[],
  shown: readonly string[] = known,
): FoundProblem {
  const nearest = nearestWord(key, known);
  return {
    ...errorAt(keySpan, 'unknown-key', unknownKeyWords(key, nearest, shown)),
    ...(nearest !== undefined && { fix: { kind: 'replace', text: nearest } }),
  };
}

/** The words repeat the key only when it looks like one: after a slip in the quotes it may be part of a password. */
function unknownKeyWords(key: string, nearest: string | undefined, shown: readonly string[]): string {
  if (!/^[a-z_]{2,20}$/i.test(key)) {
    return nearest === undefined
      ? l10n.t('This key is not known here. Known are {0}.', wordList(shown))
      : l10n.t('This key is not known here. Did you mean {0}?', nearest);
  }
  return nearest === undefined
    ? l10n.t('The key {0} is not known here. Known are {1}.', key, wordList(shown))
    : l10n.t('The key {0} is not known here. Did you mean {1}?', key, nearest);
}

function listed(items: YamlNode[], span: Span, report: Report): YamlNode[] {
  if (items.length === 0) report(noTrunk(span));
  return items;
}

function noTrunk(span: Span): ReturnType<typeof warningAt> {
  return warningAt(span, 'no-trunk', noTrunkWords());
}

/** For a file or a document without trunks. */
export function noTrunkWords(): string {
  return l10n.t(
    'There is no trunk here yet. Write one below {0}, beginning with {1}.',
    'trunks:',
    '- trunkname:',
  );
}

function readPbxNames({ keySpan, value }: YamlEntry, report: Report): { name: string; span: Span }[] {
  const names = new Map<string, Span>();
  const items = value.kind === 'list' ? value.items : [value];
  if (items.length === 0) report(errorAt(value.span, 'pbx', blankPbxWords()));
  for (const item of items) {
    if (item.kind !== 'text') {
      report(
        errorAt(
          item.kind === 'map' ? keySpan : item.span,
          'pbx',
          l10n.t('{0} must be the name of a PBX or a list of names, such as {1}.', 'pbx', '[hq, branch-1]'),
        ),
      );
    } else if (item.text.trim() === '') {
      report(errorAt(item.span, 'pbx', blankPbxWords()));
    } else if (names.has(item.text)) {
      report(warningAt(item.span, 'pbx', l10n.t('This PBX is named twice. Once is enough.')));
    } else {
      names.set(item.text, item.span);
    }
  }
  return [...names].map(([name, span]) => ({ name, span }));
}

function blankPbxWords(): string {
  return l10n.t('Write the name of a PBX here, or remove {0} to be asked for one.', 'pbx');
}
