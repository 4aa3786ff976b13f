import * as vscode from 'vscode';
import { shortOutsideList } from '../../core/shortList.ts';
import { compareFolders, untrustedDrift } from '../../fleet/drift/checkDrift.ts';
import type { CheckedFolder } from '../../fleet/drift/checkedFolder.ts';
import { folderNames } from '../../fleet/drift/folderNames.ts';
import { onlyFor, readFolders } from '../../fleet/drift/readFolders.ts';
import { resultWithoutSecrets } from '../base/knownSecrets.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import type { DriftServices } from './services.ts';

/**
 * Checks folders with everything that is asked on the way.
 * @param only the PBXes that are meant; none for all.
 * @returns undefined when it was said why not, or when the user left.
 */
export async function checkAsking(
  services: DriftServices,
  folders: readonly vscode.Uri[],
  only: readonly string[],
): Promise<CheckedFolder | undefined> {
  const trusted = vscode.workspace.isTrusted;
  if (folders.length === 0) {
    notify(services.log, 'warning', vscode.l10n.t('Open a folder with trunk files first.'));
    return undefined;
  }
  if (!trusted) {
    notifyUntrusted(services.log, untrustedDrift());
    return undefined;
  }
  const uris = folders.map((uri) => uri.toString());
  const all = await askWithProgress(
    (signal) => readFolders(services, uris, trusted, signal),
    vscode.l10n.t('Reading the trunk files…'),
  );
  if (!all) return undefined;
  const read = only.length === 0 ? all : onlyFor(only, all);
  if (only.length > 0 && read.pbxNames.size === 0) {
    const words = vscode.l10n.t('Nothing to check: no trunk file names {0}.', shortOutsideList(only));
    notify(services.log, 'info', words);
    return undefined;
  }
  if (!(await signInWhereNeeded(services, [...read.pbxNames]))) return undefined;
  const drifts = await askWithProgress((signal) => compareFolders(services, read, trusted, signal));
  return (
    drifts && {
      name: shortOutsideList(folderNames(folders.map(({ path }) => path))),
      folders: uris,
      only: [...only],
      files: read.files.map(({ uri, name, pbxNames }) => ({ uri, name, pbxNames: [...pbxNames] })),
      at: new Date().toISOString(),
      drifts: resultWithoutSecrets(drifts),
    }
  );
}
