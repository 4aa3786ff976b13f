import * as l10n from '@vscode/l10n';
import { wordList } from '../../core/sentences.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { PlaceholderSource } from '../../core/trunkYaml/resolveTrunk.ts';
import { checkFile, errorsOf, problemWithPlace, type CheckedFile } from '../files/checkedFile.ts';
import { secretRefusals } from '../files/secretBindings.ts';
import { wantedTrunks, type TrunkPlace } from '../files/wantedTrunks.ts';
import type { Fleet } from '../ports.ts';
import { findTrunkFiles } from './findTrunkFiles.ts';
import { OpenValues } from './openValues.ts';
import type { NamedTrunk } from './pbxDrift.ts';

export type FolderServices = Pick<
  Fleet,
  'fileSystem' | 'files' | 'reader' | 'pbxes' | 'values' | 'secretBindings' | 'redactor'
>;

/** What the trunk files below some folders say. */
export interface FolderTrunks {
  files: { uri: string; name: string; pbxNames: ReadonlySet<string> }[];
  /** Every PBX that a document names, in the order of the files. */
  pbxNames: ReadonlySet<string>;
  wanted: (NamedTrunk & { pbx: string; written: TrunkPlace })[];
  /** What is wrong, by the name of the PBX that it concerns; `''` where none can be named. */
  problems: Map<string, string[]>;
  /** The placeholders that have no value here. */
  open: OpenValues;
}

/**
 * Reads every trunk file below the folders. Asks nothing and nobody; what is wrong is in words.
 * @param folders URIs of folders or files.
 * @param trusted whether the user trusts them: others get no secrets.
 */
export async function readFolders(
  services: FolderServices,
  folders: readonly string[],
  trusted: boolean,
  signal: AbortSignal,
): Promise<FolderTrunks> {
  const found = await findTrunkFiles(services, folders, signal);
  const problems = new Map<string, string[]>([['', found.problems]]);
  const tell = (pbx: string, words: string) => {
    const own = problems.get(pbx) ?? [];
    own.push(words);
    problems.set(pbx, own);
  };

  const files: CheckedFile[] = [];
  for (const { uri, name } of found.files) {
    if (signal.aborted) break;
    const checked = await checkFile(services, uri, name);
    // Asking a PBX that is not configured says it again, and only for that PBX.
    checked.problems = checked.problems.filter(({ code }) => code !== 'unknown-pbx');
    tellOfFile(checked, tell);
    const documents = checked.file.documents.filter(({ pbxNames }) => pbxNames !== undefined);
    files.push({ ...checked, file: { ...checked.file, documents } });
  }

  const open = new OpenValues();
  const wanted = await trunksToCompare(services, files, open, trusted ? services.values : noValues, tell);
  const perFile = files.map((file) => ({ uri: file.uri, name: file.name, pbxNames: pbxNamesOf(file) }));
  const pbxNames = new Set(perFile.flatMap((file) => [...file.pbxNames]));
  return { files: perFile, pbxNames, wanted, problems, open };
}

/** What of it concerns some PBXes, and what no PBX can be named for. */
export function onlyFor(names: readonly string[], read: FolderTrunks): FolderTrunks {
  const files = read.files.filter(({ pbxNames }) => names.some((name) => pbxNames.has(name)));
  return {
    ...read,
    files,
    pbxNames: new Set([...read.pbxNames].filter((name) => names.includes(name))),
    wanted: read.wanted.filter(({ pbx }) => names.includes(pbx)),
  };
}

const noValues: PlaceholderSource = { secret: () => Promise.resolve(undefined), env: () => undefined };

/** The trunks of the files. Of those that cannot be compared it tells why; they are there without their settings. */
async function trunksToCompare(
  services: FolderServices,
  files: readonly CheckedFile[],
  open: OpenValues,
  values: PlaceholderSource,
  tell: (pbx: string, words: string) => void,
): Promise<FolderTrunks['wanted']> {
  const names = new Map(files.map(({ uri, name }) => [uri, name]));
  const wanted = await wantedTrunks(files, [], false, open.valuesOrMarks(values), secretRefusals(services));
  for (const { trunk } of wanted) if (trunk && 'password' in trunk) services.redactor.add(trunk.password);
  return wanted.map(({ pbx, trunkname, trunk, problem, place: written }) => {
    const { uri, range } = written;
    const name = names.get(uri) ?? '';
    const place = lineIn(name, range);
    const missing = open.in(trunk?.trunkname);
    if (problem !== undefined) {
      // Some begin with the place, to the column.
      tell(pbx, problem.startsWith(`${name}:`) ? problem : `${place}: ${problem}`);
    } else if (missing.length > 0) {
      const words = l10n.t(
        '{0}: this trunk was not compared, because no value is known here for {1} in its name.',
        place,
        wordList(missing),
      );
      tell(pbx, words);
    }
    return { pbx, trunkname, place, written, ...(trunk && missing.length === 0 && { trunk }) };
  });
}

/** Tells of documents that name no PBX, and of what is wrong outside of the trunks: it concerns every PBX of the file. */
function tellOfFile(checked: CheckedFile, tell: (pbx: string, words: string) => void): void {
  const { documents } = checked.file;
  for (const { pbxNames, trunks, range } of documents) {
    if (pbxNames !== undefined || trunks.length === 0) continue;
    const place = lineIn(checked.name, range);
    tell(
      '',
      l10n.t('{0}: this document names no PBX, so it was not compared. Add {1} to it.', place, '`pbx:`'),
    );
  }
  const errors = errorsOf(checked);
  if (errors.length === 0) return;
  const linesOfTrunks = new Set<number>();
  for (const { range } of documents.flatMap(({ pbxNames, trunks }) => (pbxNames ? trunks : []))) {
    for (let line = range.start.line; line <= range.end.line; line += 1) linesOfTrunks.add(line);
  }
  const names = pbxNamesOf(checked);
  for (const problem of errors) {
    if (linesOfTrunks.has(problem.start.line)) continue;
    for (const pbx of names.size > 0 ? names : ['']) tell(pbx, problemWithPlace(checked, problem));
  }
}

function pbxNamesOf({ file }: CheckedFile): Set<string> {
  return new Set(file.documents.flatMap(({ pbxNames = [] }) => pbxNames.map(({ name }) => name)));
}

function lineIn(name: string, { start }: Range): string {
  return `${name}:${(start.line + 1).toString()}`;
}
