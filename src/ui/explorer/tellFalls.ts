import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import { notify } from '../notify.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';

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
  const names = fallen.slice(0, named).map(({ pbx, trunkname }) => `${trunkname} (${pbx})`);
  const list =
    fallen.length > named
      ? vscode.l10n.t('{0} and {1} more', names.join(', '), fallen.length - named)
      : names.join(', ');
  return vscode.l10n.t(
    '{0} trunks are no longer registered, their status is Failure: {1}.',
    fallen.length,
    list,
  );
}
