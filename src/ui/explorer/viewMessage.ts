import * as vscode from 'vscode';
import { hasIgnoredPbxes } from '../connections/ignoredPbxes.ts';
import type { Pbxes } from '../connections/pbxes.ts';

/** What stands above the rows, for no row says it. Without rows there is a welcome text instead, see package.json. */
export class ViewMessage {
  readonly #pbxes: Pick<Pbxes, 'list' | 'state'>;
  readonly #view: Pick<vscode.TreeView<unknown>, 'message'>;
  /** How often it was asked for: an older answer must not take the place of a newer one. */
  #turns = 0;

  constructor(pbxes: Pick<Pbxes, 'list' | 'state'>, view: Pick<vscode.TreeView<unknown>, 'message'>) {
    this.#pbxes = pbxes;
    this.#view = view;
  }

  /** Looks whether something else is to be said. */
  async tell(): Promise<void> {
    const turn = (this.#turns += 1);
    const message = (await wordsFor(this.#pbxes)) ?? '';
    if (turn === this.#turns && message !== (this.#view.message ?? '')) this.#view.message = message;
  }
}

async function wordsFor(pbxes: Pick<Pbxes, 'list' | 'state'>): Promise<string | undefined> {
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
