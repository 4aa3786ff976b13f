import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Lookups } from '../../core/trunkYaml/resolveTrunk.ts';
import { documentsFor } from '../../core/trunkYaml/trunkFile.ts';
import type { App } from '../app.ts';
import { pickPbxes } from '../connections/pickPbx.ts';
import { notify } from '../base/notify.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { publish } from '../trunkFiles/publish.ts';
import { checkFile, nameOf, type CheckedFile } from '../trunkFiles/trunkFiles.ts';
import { askForSecrets } from './askForSecrets.ts';
import type { ProvisionRequest } from './request.ts';
import { at, resolveFiles, type WantedTrunk } from './resolveFiles.ts';
import type { ProvisionWork } from './work.ts';

/** The files of a request, checked, with everything that is wrong shown in the editor. */
export interface PreparedFiles {
  files: CheckedFile[];
  work: ProvisionWork[];
  /** The PBXes for documents that name none, as they were chosen. */
  targets: string[] | undefined;
}

/**
 * Checks the files of a request and asks for what is missing: secrets, and the PBXes of documents that name none.
 * @param title of the question for the PBXes.
 * @returns what is to be done, or undefined when the user left or was told what is wrong.
 */
export async function prepareAsking(
  app: App,
  request: ProvisionRequest,
  title: string,
): Promise<PreparedFiles | undefined> {
  if (request.uris.length === 0) {
    notify(app.log, 'warning', vscode.l10n.t('Open a trunk YAML first, or right-click one in the explorer.'));
    return undefined;
  }
  const files = await readFiles(app, request);
  if (hasErrors(files)) {
    refuse(app, files);
    return undefined;
  }
  // Before anything is asked: a folder that is not trusted gets no secrets either.
  if (!isTrusted(app)) return undefined;
  const all = files.map(({ file }) => file);
  if (!(await askForSecrets(app.secrets, all))) return undefined;
  const targets = request.pbx ?? request.targets ?? (await askForTargets(app, files, title));
  if (!targets) return undefined;
  const wanted = await resolveFiles(files, targets, request.pbx !== undefined, lookups(app));
  publishAll(app, files);
  if (hasErrors(files)) {
    refuse(app, files);
    return undefined;
  }
  const work = workOf(wanted);
  if (work.length > 0) return { files, work, targets: request.pbx ? undefined : targets };
  const names = files.map(({ uri }) => nameOf(uri)).join(', ');
  notify(app.log, 'info', vscode.l10n.t('There is no trunk in {0}.', names));
  return undefined;
}

/** Checks the files of a request and asks nothing: what is missing is an outcome `failed` for every trunk. */
export async function prepareSilently(
  app: App,
  request: ProvisionRequest,
  known: ReadonlySet<string>,
): Promise<PreparedFiles | { failed: TrunkOutcome[] }> {
  if (request.problem !== undefined) {
    return { failed: [{ pbx: '', trunkname: '', outcome: 'failed', message: request.problem }] };
  }
  const files = await readFiles(app, request);
  // A document without a PBX has nobody to ask; its trunks are reported under a blank name.
  const wanted = await resolveFiles(
    files,
    request.pbx ?? request.targets ?? [''],
    request.pbx !== undefined,
    lookups(app),
  );
  publishAll(app, files);
  const reasons = wanted.map((one) => reasonAgainst(one, known));
  const first = whyNothing(files) ?? reasons.find((reason) => reason !== undefined);
  if (first === undefined) return { files, work: workOf(wanted), targets: request.targets };
  if (wanted.length === 0) {
    return { failed: [{ pbx: '', trunkname: '', outcome: 'failed', message: first }] };
  }
  return {
    failed: wanted.map(({ pbx, trunkname }, index) => ({
      pbx,
      trunkname,
      outcome: 'failed',
      message: reasons[index] ?? vscode.l10n.t('Nothing was sent: {0}', first),
    })),
  };
}

/** The names of the configured PBXes. */
export function knownPbxes(app: App): Set<string> {
  return new Set(app.pbxes.list().map(({ name }) => name));
}

async function readFiles(app: App, { uris, pbx, document, only }: ProvisionRequest): Promise<CheckedFile[]> {
  const known = knownPbxes(app);
  const files = await Promise.all(uris.map((uri) => checkFile(uri, known)));
  for (const file of files) {
    // The names in the files do not matter when the caller names others.
    if (pbx !== undefined || only !== undefined)
      file.problems = file.problems.filter(({ code }) => code !== 'unknown-pbx');
    if (document !== undefined)
      file.file = { ...file.file, documents: file.file.documents.slice(document, document + 1) };
    if (only !== undefined) file.file = { ...file.file, documents: documentsFor(only, file.file) };
  }
  return files;
}

function workOf(wanted: readonly WantedTrunk[]): ProvisionWork[] {
  return wanted.flatMap(({ pbx, trunk, place }) => (trunk ? [{ pbx, trunk, place }] : []));
}

/** Where the values of placeholders come from. */
export function lookups(app: App): Lookups {
  return { secret: (name: string) => app.secrets.named(name), env: (name: string) => process.env[name] };
}

function hasErrors(files: readonly CheckedFile[]): boolean {
  return files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
}

function firstError(files: readonly CheckedFile[]): string | undefined {
  for (const file of files) {
    const problem = file.problems.find(({ severity }) => severity === 'error');
    if (problem) return at(file, problem);
  }
  return undefined;
}

function publishAll(app: App, files: readonly CheckedFile[]): void {
  for (const { uri, problems } of files) publish(app.problems, uri, problems);
}

/** Says that nothing was sent, and where to look. */
function refuse(app: App, files: readonly CheckedFile[]): void {
  publishAll(app, files);
  const broken = files.filter((file) => hasErrors([file]));
  const count = broken.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'error'),
  ).length;
  const names = broken.map(({ uri }) => nameOf(uri)).join(', ');
  for (const file of broken) {
    for (const problem of file.problems.filter(({ severity }) => severity === 'error'))
      app.log.warn(at(file, problem));
  }
  notify(
    app.log,
    'error',
    count === 1
      ? vscode.l10n.t('Nothing was sent. {0}', firstError(files) ?? '')
      : vscode.l10n.t('Nothing was sent: {0} has {1} problems. Correct them and try again.', names, count),
    {
      [vscode.l10n.t('Show Problems')]: () =>
        vscode.commands.executeCommand('workbench.actions.view.problems'),
    },
  );
  return undefined;
}

function isTrusted(app: App): boolean {
  if (vscode.workspace.isTrusted) return true;
  notifyUntrusted(
    app.log,
    vscode.l10n.t('This folder is not trusted, so its trunks were checked but not provisioned.'),
  );
  return false;
}

/** The PBXes for documents that name none. Undefined when the user left. */
async function askForTargets(
  app: App,
  files: readonly CheckedFile[],
  title: string,
): Promise<string[] | undefined> {
  if (files.every(({ file }) => file.documents.every(({ pbxNames }) => pbxNames !== undefined))) return [];
  return await pickPbxes(app, title, vscode.l10n.t('The file names no PBX. Choose one or several.'));
}

/** Why nothing of the files may be sent at all. */
function whyNothing(files: readonly CheckedFile[]): string | undefined {
  const names = files.map(({ uri }) => nameOf(uri)).join(', ');
  return vscode.workspace.isTrusted
    ? firstError(files)
    : vscode.l10n.t('This folder is not trusted, so {0} was checked but not provisioned.', names);
}

function reasonAgainst({ pbx, problem }: WantedTrunk, known: ReadonlySet<string>): string | undefined {
  if (problem !== undefined) return problem;
  if (pbx === '') {
    return vscode.l10n.t(
      'The file names no PBX for this trunk. Add {0} to it, or name one in the call.',
      '`pbx:`',
    );
  }
  if (!known.has(pbx)) {
    return vscode.l10n.t(
      'There is no PBX named “{0}”. Add it with {1}, or correct the name.',
      pbx,
      'PBX: Add PBX…',
    );
  }
  return undefined;
}
