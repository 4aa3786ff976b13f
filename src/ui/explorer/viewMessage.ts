import * as vscode from 'vscode';
import { hasIgnoredPbxes } from '../connections/ignoredPbxes.ts';
import type { Pbxes } from '../connections/pbxes.ts';

/** What stands above the rows, for no row says it. Without rows there is a welcome text instead, see package.json. */
export async function viewMessage(pbxes: Pick<Pbxes, 'list' | 'state'>): Promise<string | undefined> {
  const all = pbxes.list();
  if (all.length === 0) return undefined;
  if (await hasIgnoredPbxes()) {
    return vscode.l10n.t(
      'The PBXes in this folder’s settings are ignored, for the folder is not trusted. Run {0} to trust it.',
      vscode.l10n.t('Manage Workspace Trust'),
    );
  }
  for (const { name } of all) if ((await pbxes.state(name)) !== 'signedOut') return undefined;
  return vscode.l10n.t(
    'You are not signed in to any PBX. Select one or several, and choose Sign In… in their menu.',
  );
}
