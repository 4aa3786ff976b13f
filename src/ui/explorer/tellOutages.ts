import * as vscode from 'vscode';
import { shortList } from '../../core/shortList.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { Log } from '../base/log.ts';
import { notify } from '../base/notify.ts';

/** So many names are spelled out; the others are counted. */
const named = 3;

/** One notification for all that fell together. */
export function tellFalls(
  log: Log,
  fallen: readonly TrunkKey[],
  show: (trunk: TrunkKey) => unknown,
  mute: (trunks: readonly TrunkKey[]) => unknown,
): void {
  const [first] = fallen;
  if (!first) return;
  notify(log, 'warning', fallWords(fallen), {
    [vscode.l10n.t('Show Trunk')]: () => show(first),
    [fallen.length === 1 ? vscode.l10n.t('Mute') : vscode.l10n.t('Mute All')]: () => mute(fallen),
  });
}

function fallWords(fallen: readonly TrunkKey[]): string {
  const [first] = fallen;
  if (first && fallen.length === 1) {
    return vscode.l10n.t(
      'The trunk {0} on {1} is no longer registered: its status is Failure.',
      first.trunkname,
      first.pbx,
    );
  }
  const names = fallen.map(({ pbx, trunkname }) => `${trunkname} (${pbx})`);
  return vscode.l10n.t(
    '{0} trunks are no longer registered, their status is Failure: {1}.',
    fallen.length,
    shortList(names, named),
  );
}
