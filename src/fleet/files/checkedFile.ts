import * as l10n from '@vscode/l10n';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { outsideText } from '../../core/outsideText.ts';
import { unknownPbxes } from '../../core/trunkYaml/knownNames.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import type { Fleet } from '../ports.ts';

/** A trunk file as it was read, with what is wrong in it. */
export interface CheckedFile {
  uri: string;
  /** How words name it: the last part of its path, or as much of it as tells it from others. */
  name: string;
  file: TrunkFile;
  problems: Problem[];
}

/** Reads a trunk file and checks it, also against the names of the configured PBXes. Never throws for what is in it. */
export async function checkFile(
  { files, reader, pbxes }: Pick<Fleet, 'files' | 'reader' | 'pbxes'>,
  uri: string,
  name = fileNameOf(uri),
): Promise<CheckedFile> {
  const read = await files.read(uri).catch(() => ({ text: undefined, problem: missing(uri) }));
  if (read.problem) return { uri, name, file: { documents: [], problems: [] }, problems: [read.problem] };
  const configured = pbxes.list();
  const known = { pbxNames: configured.map((one) => one.name), groups: pbxGroups(configured) };
  const file = await (await reader()).read(read.text, known.groups);
  return { uri, name, file, problems: [...file.problems, ...unknownPbxes(file, known)] };
}

function missing(uri: string): Problem {
  const start = { line: 0, character: 0 };
  const message = l10n.t('{0} cannot be read. Is it still there?', outsideText(fileNameOf(uri)));
  return { severity: 'error', code: 'file', message, start, end: start };
}

/** The last part of a file's path. */
export function fileNameOf(uri: string): string {
  const last = uri.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

export function errorsOf({ problems }: Pick<CheckedFile, 'problems'>): Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** A problem with its place, such as `trunks.yaml:4:11: port must be …`. */
export function problemWithPlace({ name }: Pick<CheckedFile, 'name'>, { start, message }: Problem): string {
  return `${name}:${(start.line + 1).toString()}:${(start.character + 1).toString()}: ${message}`;
}
