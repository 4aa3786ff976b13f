import * as vscode from 'vscode';
import { shortOutsideList } from '../../core/shortList.ts';
import { errorsOf, problemWithPlace, type CheckedFile } from '../../fleet/files/checkedFile.ts';
import type { RunRequest } from '../../fleet/journal/journalEvents.ts';
import {
  firstError,
  readFiles,
  resolveFiles,
  workOf,
  type PreparedFiles,
} from '../../fleet/provision/prepareFiles.ts';
import { notify } from '../base/notify.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { pickPbxes } from '../connections/pickPbx.ts';
import { askForSecrets } from './askForSecrets.ts';
import type { PlanServices } from './services.ts';

/**
 * Checks the files of a request and asks for what is missing: secrets, and the PBXes of documents that name none.
 * @param title of the question for the PBXes.
 * @returns what is to be done, or undefined when the user left or was told what is wrong.
 */
export async function prepareAsking(
  services: PlanServices,
  request: RunRequest,
  title: string,
): Promise<PreparedFiles | undefined> {
  const { log } = services;
  if (request.uris.length === 0) {
    notify(log, 'warning', vscode.l10n.t('Open a trunk YAML first, or right-click one in the explorer.'));
    return undefined;
  }
  const files = await readFiles(services, request);
  if (hasErrors(files)) {
    refuse(services, files);
    return undefined;
  }
  // Before anything is asked: a folder that is not trusted gets no secrets either.
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(
      log,
      vscode.l10n.t('This folder is not trusted, so its trunks were checked but not provisioned.'),
    );
    return undefined;
  }
  if (!(await askForSecrets(services, files, request))) return undefined;
  const targets = request.pbx ?? request.targets ?? (await askForTargets(services, files, title));
  if (!targets) return undefined;
  const wanted = await resolveFiles(services, files, request, targets, true);
  if (hasErrors(files)) {
    refuse(services, files);
    return undefined;
  }
  const work = workOf(services, wanted);
  if (work.length > 0) return { work, targets };
  notify(log, 'info', vscode.l10n.t('There is no trunk in {0}.', namesOf(files)));
  return undefined;
}

function hasErrors(files: readonly CheckedFile[]): boolean {
  return files.some((file) => errorsOf(file).length > 0);
}

function namesOf(files: readonly CheckedFile[]): string {
  return shortOutsideList(files.map(({ name }) => name));
}

/** Says that nothing was sent, and where to look. */
function refuse({ log, files: store }: PlanServices, files: readonly CheckedFile[]): void {
  for (const { uri, problems } of files) store.showProblems(uri, problems);
  const errors = files.flatMap((file) => errorsOf(file).map((error) => problemWithPlace(file, error)));
  for (const error of errors) log.warn(error);
  const broken = files.filter((file) => hasErrors([file]));
  notify(
    log,
    'error',
    errors.length === 1
      ? vscode.l10n.t('Nothing was sent. {0}', firstError(files) ?? '')
      : vscode.l10n.t(
          'Nothing was sent: {0} has {1} problems. Correct them and try again.',
          namesOf(broken),
          errors.length,
        ),
    {
      [vscode.l10n.t('Show Problems')]: () =>
        vscode.commands.executeCommand('workbench.actions.view.problems'),
    },
  );
}

/** The PBXes for documents that name none. Undefined when the user left. */
async function askForTargets(
  services: PlanServices,
  files: readonly CheckedFile[],
  title: string,
): Promise<string[] | undefined> {
  if (files.every(({ file }) => file.documents.every(({ pbxNames }) => pbxNames !== undefined))) return [];
  return await pickPbxes(services, title, vscode.l10n.t('The file names no PBX. Choose one or several.'));
}
