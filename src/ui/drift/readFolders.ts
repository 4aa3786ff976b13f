import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Lookups } from '../../core/trunkYaml/resolveTrunk.ts';
import type { App } from '../app.ts';
import { checkFile, problemWithPlace, type CheckedFile } from '../../fleet/files/checkedFile.ts';
import { wantedTrunks, type WantedTrunk } from '../../fleet/files/wantedTrunks.ts';
import { findTrunkFiles } from './findTrunkFiles.ts';
import { OpenValues } from '../../fleet/drift/openValues.ts';

/** What the trunk files below some folders say. */
export interface FolderTrunks {
  files: { uri: vscode.Uri; name: string; pbxNames: ReadonlySet<string> }[];
  /** Every PBX that a document names, in the order of the files. */
  pbxNames: ReadonlySet<string>;
  wanted: (WantedTrunk & { at: string })[];
  /** What is wrong, by the name of the PBX that it concerns; `''` where none can be named. */
  problems: Map<string, string[]>;
  /** The placeholders that have no value here. */
  open: OpenValues;
}

/** Reads every trunk file below the folders. Asks nothing and nobody; what is wrong is in words. */
export async function readFolders(
  app: App,
  folders: readonly vscode.Uri[],
  signal: AbortSignal,
): Promise<FolderTrunks> {
  const found = await findTrunkFiles(folders, signal);
  const problems = new Map<string, string[]>([['', found.problems]]);
  const tell = (pbx: string, words: string) => {
    const own = problems.get(pbx) ?? [];
    own.push(words);
    problems.set(pbx, own);
  };
  const names = new Map(found.files.map(({ uri, name }) => [uri.toString(), name]));
  const name = (uri: string) => names.get(uri) ?? '';

  const files: CheckedFile[] = [];
  for (const { uri } of found.files) {
    // A file of thousands of trunks takes a while, and the editor wants a turn in between.
    await setImmediate();
    if (signal.aborted) break;
    const checked = await checkFile(app, uri.toString(), name(uri.toString()));
    // Asking a PBX that is not configured says it again, and only for that PBX.
    checked.problems = checked.problems.filter(({ code }) => code !== 'unknown-pbx');
    tellOfFile(checked, tell);
    const documents = checked.file.documents.filter(({ pbxNames }) => pbxNames !== undefined);
    files.push({ ...checked, file: { ...checked.file, documents } });
  }

  const open = new OpenValues();
  // A folder that is not trusted gets no secrets.
  const values = vscode.workspace.isTrusted ? app.values : noValues;
  const resolved = await wantedTrunks(files, [], false, open.lookups(values));
  const wanted = resolved.map(({ trunk, ...one }) => {
    const line = `${name(one.place.uri)}:${(one.place.range.start.line + 1).toString()}`;
    const missing = open.in(trunk?.trunkname);
    if (one.problem !== undefined) {
      // Some begin with the place, to the column.
      const placed = one.problem.startsWith(`${name(one.place.uri)}:`);
      tell(one.pbx, placed ? one.problem : `${line}: ${one.problem}`);
    } else if (missing.length > 0) {
      tell(
        one.pbx,
        vscode.l10n.t(
          '{0}: this trunk was not compared, because no value is known here for {1} in its name.',
          line,
          missing.join(', '),
        ),
      );
    }
    return { ...one, at: line, ...(trunk && missing.length === 0 && { trunk }) };
  });
  const perFile = files.map((file) => ({
    uri: vscode.Uri.parse(file.uri),
    name: file.name,
    pbxNames: pbxNamesOf(file),
  }));
  return {
    files: perFile,
    pbxNames: new Set(perFile.flatMap(({ pbxNames }) => [...pbxNames])),
    wanted,
    problems,
    open,
  };
}

const noValues: Lookups = { secret: () => Promise.resolve(undefined), env: () => undefined };

/** Tells of documents that name no PBX, and of what is wrong outside of the trunks: it concerns every PBX of the file. */
function tellOfFile(checked: CheckedFile, tell: (pbx: string, words: string) => void): void {
  const { documents } = checked.file;
  for (const { pbxNames, trunks, range } of documents) {
    if (pbxNames !== undefined || trunks.length === 0) continue;
    const line = `${checked.name}:${(range.start.line + 1).toString()}`;
    tell(
      '',
      vscode.l10n.t(
        '{0}: this document names no PBX, so it was not compared. Add {1} to it.',
        line,
        '`pbx:`',
      ),
    );
  }
  const errors = checked.problems.filter(({ severity }) => severity === 'error');
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
