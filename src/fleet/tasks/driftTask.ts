import * as l10n from '@vscode/l10n';
import { byName } from '../../core/byName.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { keyOf } from '../../core/trunkKey.ts';
import { compareFolders, nothingWords } from '../drift/checkDrift.ts';
import { driftSummary } from '../drift/driftText.ts';
import { isClean, type PbxDrift } from '../drift/pbxDrift.ts';
import { readFolders, type FolderServices, type FolderTrunks } from '../drift/readFolders.ts';
import type { Fleet } from '../ports.ts';
import { beginOf, exitCodes, tellPlaced, type ExitCode, type LinePlace, type TellLine } from './taskLines.ts';

/**
 * Says line by line in what PBXes differ from trunk files, and changes nothing. Asks nobody but the PBXes.
 * @param folders URIs of folders or files.
 */
export async function driftTask(
  services: FolderServices & Pick<Fleet, 'settings' | 'unlistedTrunks'>,
  folders: readonly string[],
  trusted: boolean,
  signal: AbortSignal,
  tell: TellLine,
): Promise<ExitCode> {
  const read = await readFolders(services, folders, trusted, signal);
  if (read.pbxNames.size > 0) tell(l10n.t('Asking {0} what is there.', shortOutsideList([...read.pbxNames])));
  const drifts = await compareFolders(services, read, trusted, signal);
  if (drifts.length === 0) {
    tellPlaced(tell, nothingWords(folders, read.files.length), [], undefined, 'error');
    return exitCodes.trouble;
  }
  for (const drift of drifts) tellDrift(tell, drift, read);
  tell(driftSummary(drifts));
  if (drifts.some(({ problems }) => problems.length > 0)) return exitCodes.trouble;
  return drifts.every(isClean) ? exitCodes.nothingToDo : exitCodes.done;
}

function tellDrift(
  tell: TellLine,
  { pbx, missing, different, unlisted, problems }: PbxDrift,
  read: FolderTrunks,
): void {
  const places = new Map(
    read.wanted
      .filter((one) => one.pbx === pbx)
      .map(({ trunkname, written }) => [keyOf({ pbx, trunkname }), beginOf(written)]),
  );
  const tellTrunk = (trunkname: string, words: string) => {
    const at = places.get(keyOf({ pbx, trunkname }));
    const line = `${outsideText(pbx)} · ${outsideText(trunkname)}: ${words}`;
    tellPlaced(tell, line, [pbx, trunkname], at, at && 'warning');
  };
  for (const { trunkname } of missing) tellTrunk(trunkname, 'missing');
  for (const { trunkname, fields } of different) tellTrunk(trunkname, `different (${fields.join(', ')})`);
  for (const trunkname of [...unlisted].sort(byName)) tellTrunk(trunkname, 'unlisted');
  for (const problem of problems) {
    const { at, words } = splitPlace(problem, read);
    const about = pbx === '' ? words : `${outsideText(pbx)}: ${words}`;
    tellPlaced(tell, about, [pbx], at, 'error');
  }
}

/** A problem of a drift begins with its place, if it has one, as people know the file. */
function splitPlace(problem: string, { files }: FolderTrunks): { at?: LinePlace; words: string } {
  for (const { name, uri } of files) {
    if (!problem.startsWith(`${name}:`)) continue;
    const [head, line, column = '1'] = /^:(\d+)(?::(\d+))?: /.exec(problem.slice(name.length)) ?? [];
    if (head === undefined) continue;
    const start = { line: Number(line) - 1, character: Number(column) - 1 };
    return { at: { uri, start }, words: problem.slice(name.length + head.length) };
  }
  return { words: problem };
}
