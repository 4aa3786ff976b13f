import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { fileNameOf } from '../../fleet/files/checkedFile.ts';
import { importTrunks, type ImportSummary } from '../../fleet/importTrunks/importTrunks.ts';
import { chosenOf, hasKeys, toUri } from '../base/arguments.ts';
import { findPlaces, findTarget } from '../base/namedPlaces.ts';
import { notify } from '../base/notify.ts';
import { isObjectCall, type ObjectCall } from '../base/objectCalls.ts';
import { isSilentCall, readObjectCall, refuseCall } from '../base/readObjectCall.ts';
import { yamlBeside } from './askForTarget.ts';
import { ColumnMemory } from './columnMemory.ts';
import { importAsking } from './importAsking.ts';
import type { ImportServices } from './services.ts';

/**
 * *PBX: Import Trunks from CSV…*; with `{ csv, yaml }`, or `{ files, confirm: false }`, it asks and shows nothing and returns what
 * came of it.
 */
export async function run(services: ImportServices, ...args: unknown[]): Promise<ImportSummary | undefined> {
  const [first, second] = args;
  if (isObjectCall(first)) return await runOnObject(services, first);
  await importChosen(services, chosenOf(first, second).flatMap(toUri));
  return undefined;
}

async function runOnObject(services: ImportServices, target: object): Promise<ImportSummary | undefined> {
  const silent = hasKeys(target, 'csv', 'yaml') || isSilentCall(target);
  const { call, problem } = readObjectCall('pbx.importTrunks', target);
  const found = call ? await filesOf(call, silent, hasKeys(target, 'yaml')) : { problem };
  if (!found.csvs) {
    refuseCall(services.log, 'pbx.importTrunks', found.problem, silent);
    return nothing(found.problem);
  }
  if (silent) return await importSilently(services, found.csvs, found.yaml);
  await importChosen(services, found.csvs);
  return undefined;
}

/** The CSV files of a call, and the trunk YAML that all of them go to if it names one. */
async function filesOf(
  { csv, files = [], yaml }: ObjectCall<'pbx.importTrunks'>,
  silent: boolean,
  wantsYaml: boolean,
): Promise<{ csvs: vscode.Uri[]; yaml?: vscode.Uri } | { csvs?: undefined; problem: string }> {
  const named = [...(csv === undefined ? [] : [csv]), ...files];
  if (named.length === 0 && silent) return { problem: vscode.l10n.t('“{0}” is missing.', 'csv') };
  const { uris, problem } = await findPlaces(named);
  if (!uris) return { problem };
  if (yaml === undefined) {
    return wantsYaml ? { problem: vscode.l10n.t('“{0}” is missing.', 'yaml') } : { csvs: uris };
  }
  const target = await findTarget(yaml);
  return target.uri ? { csvs: uris, yaml: target.uri } : { problem: target.problem };
}

/** Imports one file after another, each into the trunk YAML beside it unless one is named. */
async function importSilently(
  services: ImportServices,
  csvs: readonly vscode.Uri[],
  yaml: vscode.Uri | undefined,
): Promise<ImportSummary> {
  const answers = new ColumnMemory(services.context.globalState).all();
  const trusted = vscode.workspace.isTrusted;
  const sum: ImportSummary = { rows: 0, imported: 0, problems: [] };
  for (const csv of csvs) {
    const to = (yaml ?? yamlBeside(csv)).toString();
    const call = { csv: csv.toString(), yaml: to, answers, trusted };
    const { rows, imported, problems } = await importTrunks(services, call, new AbortController().signal);
    sum.rows += rows;
    sum.imported += imported;
    const name = outsideText(fileNameOf(call.csv));
    // A row of several files says nothing without its file.
    sum.problems.push(
      ...problems.map(({ row, message }) => ({
        row,
        message: csvs.length > 1 ? `${name}: ${message}` : message,
      })),
    );
  }
  return sum;
}

function nothing(message: string): ImportSummary {
  return { rows: 0, imported: 0, problems: [{ row: 1, message }] };
}

/** Imports the one file that was chosen, or asks for it. */
async function importChosen(services: ImportServices, chosen: readonly vscode.Uri[]): Promise<void> {
  if (chosen.length > 1) {
    notify(
      services.log,
      'info',
      vscode.l10n.t('Import one CSV file at a time: each gets a trunk YAML of its own.'),
    );
    return;
  }
  const uri = chosen[0] ?? activeCsv() ?? (await askForCsv());
  if (uri) await importAsking(services, uri);
}

function activeCsv(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && /\.csv$/i.test(uri.path) ? uri : undefined;
}

async function askForCsv(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Trunks from CSV'),
    openLabel: vscode.l10n.t('Import'),
    filters: { CSV: ['csv', 'tsv', 'txt'] },
    ...(folder && { defaultUri: folder }),
  });
  return chosen?.[0];
}
