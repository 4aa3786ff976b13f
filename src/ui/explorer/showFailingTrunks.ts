import * as vscode from 'vscode';
import { pickOne } from '../base/quickInput.ts';
import { showMessage } from '../base/showMessage.ts';
import type { ExplorerServices } from './services.ts';

/** *PBX: Show Failing Trunks*: leads to the trunk that fails or the PBX that cannot be reached, and asks which if there are several. */
export async function run({ explorer }: ExplorerServices): Promise<void> {
  const { trunks, pbxes } = explorer.failing;
  const items = [
    ...pbxes.map((pbx) => ({
      label: pbx,
      description: vscode.l10n.t('cannot be reached'),
      show: () => explorer.reveal(pbx),
    })),
    ...trunks.map((trunk) => ({
      label: trunk.trunkname,
      description: trunk.pbx,
      show: () => explorer.revealTrunk(trunk),
    })),
  ];
  const [first, ...others] = items;
  if (!first) {
    await showMessage('info', vscode.l10n.t('No trunk fails, as far as is known.'));
    return;
  }
  const chosen =
    others.length === 0
      ? first
      : await pickOne(items, {
          title: vscode.l10n.t('Show Failing Trunks'),
          placeHolder: vscode.l10n.t('Choose what to show'),
          matchOnDescription: true,
        });
  await chosen?.show();
}
