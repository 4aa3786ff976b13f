import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortList } from '../../core/shortList.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { Log } from '../base/log.ts';
import { notify } from '../base/notify.ts';

/** How many names are spelled out; the others are counted. */
const maxNames = 3;

/** One notification for all that failed together. */
export function tellOutages(
  log: Log,
  failed: readonly TrunkKey[],
  show: (trunk: TrunkKey) => unknown,
  mute: (trunks: readonly TrunkKey[]) => unknown,
): void {
  const [first] = failed;
  if (!first) return;
  const actions = {
    [vscode.l10n.t('Show Trunk')]: () => show(first),
    [failed.length === 1 ? vscode.l10n.t('Mute') : vscode.l10n.t('Mute All')]: () => mute(failed),
  };
  const names = failed.map(({ trunkname }) => trunkname);
  notify(log, 'warning', outageWords(failed), actions, names);
}

function outageWords(failed: readonly TrunkKey[]): string {
  const [first] = failed;
  if (first && failed.length === 1) {
    return vscode.l10n.t(
      'The trunk {0} on {1} is no longer registered: its status is Failure.',
      outsideText(first.trunkname),
      outsideText(first.pbx),
    );
  }
  const names = failed.map(({ pbx, trunkname }) => `${outsideText(trunkname)} (${outsideText(pbx)})`);
  return vscode.l10n.t(
    '{0} trunks are no longer registered, their status is Failure: {1}.',
    failed.length,
    shortList(names, maxNames),
  );
}
