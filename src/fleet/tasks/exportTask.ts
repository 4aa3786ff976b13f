import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { askTrunks } from '../export/askTrunks.ts';
import type { ExportedFile } from '../export/exportFile.ts';
import { untrustedExport, writeFiles, type ExportServices } from '../export/exportTrunks.ts';
import { exportWords } from '../export/exportWords.ts';
import { exitCodes, pathOf, tellPlaced, type ExitCode, type TellLine } from './taskLines.ts';

/**
 * Writes the trunks of each PBX into a file of its own, and says of each what became of it. Asks nobody but the PBXes.
 * @param folder its URI; made if it is not there.
 */
export async function exportTask(
  services: ExportServices,
  names: readonly string[],
  folder: string,
  trusted: boolean,
  signal: AbortSignal,
  tell: TellLine,
): Promise<ExitCode> {
  if (!trusted) {
    tellPlaced(tell, untrustedExport(), [], undefined, 'error');
    return exitCodes.trouble;
  }
  tell(l10n.t('Asking {0} what is there.', shortOutsideList(names)));
  const listed = await askTrunks(services, names, signal);
  const exported = await writeFiles(
    services,
    names,
    listed,
    folder,
    (file) => {
      tellFile(tell, file);
    },
    signal,
  );
  tell(exportWords(exported.map((file) => ({ ...file, problems: [] }))));
  if (exported.length < names.length || exported.some(({ problems }) => problems.length > 0)) {
    return exitCodes.trouble;
  }
  return exported.some(isChanged) ? exitCodes.done : exitCodes.nothingToDo;
}

function isChanged({ isNew, counts: { added, changed, removed } }: ExportedFile): boolean {
  return isNew || added + changed + removed > 0;
}

function tellFile(tell: TellLine, file: ExportedFile): void {
  const { pbx, uri, problems } = file;
  const at = uri === undefined ? undefined : { uri, start: { line: 0, character: 0 } };
  if (uri !== undefined) {
    const words = exportWords([{ ...file, problems: [] }]);
    tell(`${outsideText(pbx)}: ${pathOf(uri)}: ${words}`, [pbx, pathOf(uri)]);
  }
  for (const problem of problems) {
    tellPlaced(tell, `${outsideText(pbx)}: ${problem}`, [pbx], at, uri === undefined ? 'error' : 'warning');
  }
}
