import * as l10n from '@vscode/l10n';
import { Queue } from '../../pbx/locks/queue.ts';
import { pathOfUri, uriInFolder } from '../files/fileUri.ts';
import type { Fleet, RunLog } from '../ports.ts';
import { askTrunks, type ListedTrunks } from './askTrunks.ts';
import { exportFile, type ExportedFile, type ExportFileServices } from './exportFile.ts';
import { exportFileName } from './fileName.ts';

export type ExportServices = ExportFileServices & Pick<Fleet, 'pbxes' | 'settings' | 'redactor' | 'log'>;

/** What came of an export: the URIs of the files; what is not among them is among the problems. */
export interface ExportResult {
  files: string[];
  problems?: { pbx: string; message: string }[];
}

/** An export waits for the one before it, and finds what that has written. */
const oneAtATime = new Queue();

/**
 * Writes the trunks of each PBX into a file of its own. Asks nobody but the PBXes.
 * @param folder its URI; made if it is not there.
 * @param trusted whether the user trusts the folder that is open.
 */
export async function exportTrunks(
  services: ExportServices,
  names: readonly string[],
  folder: string,
  trusted: boolean,
  signal: AbortSignal,
): Promise<ExportResult> {
  if (!trusted) return refusedExport(names, untrustedExport());
  return resultOf(await writeFiles(services, names, await askTrunks(services, names, signal), folder));
}

/**
 * Writes one file for each PBX, one after another: what one of them keeps as a secret, the next one finds.
 * @param tell is told of each file as soon as it is done.
 * @param signal stops before the next file.
 */
export function writeFiles(
  services: ExportServices,
  names: readonly string[],
  listed: ReadonlyMap<string, ListedTrunks>,
  folder: string,
  tell: (file: ExportedFile) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ExportedFile[]> {
  const all = services.pbxes.list().map(({ name }) => name);
  return oneAtATime.run(async () => {
    const exported: ExportedFile[] = [];
    for (const pbx of names) {
      const trunks = listed.get(pbx);
      if (!trunks || signal?.aborted) continue;
      const uri = uriInFolder(folder, exportFileName(pbx, all));
      const file = await exportFile(services, pbx, uri, trunks);
      logFile(services.log, file);
      exported.push(file);
      tell(file);
    }
    return exported;
  });
}

export function resultOf(exported: readonly ExportedFile[]): ExportResult {
  const files = exported.flatMap(({ uri }) => uri ?? []);
  const problems = exported.flatMap(({ pbx, problems: list }) => list.map((message) => ({ pbx, message })));
  return problems.length > 0 ? { files, problems } : { files };
}

/** The result where nothing was exported, for one reason. */
export function refusedExport(names: readonly string[], message: string): ExportResult {
  return { files: [], problems: names.map((pbx) => ({ pbx, message })) };
}

/** Why an untrusted folder gets nothing: the passwords would be kept for its files. */
export function untrustedExport(): string {
  return l10n.t('This folder is not trusted, so no trunks were exported.');
}

function logFile(log: RunLog, { pbx, uri, counts, problems }: ExportedFile): void {
  const { trunks, added, changed, removed } = counts;
  if (uri !== undefined) {
    const changes = `${added.toString()} added, ${changed.toString()} changed, ${removed.toString()} removed`;
    log.info(`${pbx} · export: ${trunks.toString()} trunks in ${pathOfUri(uri)}, ${changes}`);
  }
  for (const problem of problems) log.warn(`${pbx} · export: ${problem}`);
}
