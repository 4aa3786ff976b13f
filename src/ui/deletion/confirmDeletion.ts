import * as vscode from 'vscode';
import { shortList } from '../../core/shortList.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { CheckedDeletions } from '../../fleet/deletion/checkDeletions.ts';
import { groupByPbx } from '../../fleet/run.ts';

/** Names the trunks and their PBXes, says what cannot be undone, and asks whether to go on. */
export async function confirmDeletion(checked: CheckedDeletions): Promise<boolean> {
  const { length } = checked.targets;
  const remove = length === 1 ? vscode.l10n.t('Delete Trunk') : vscode.l10n.t('Delete {0} Trunks', length);
  const answer = await vscode.window.showWarningMessage(
    questionFor(checked.targets),
    { modal: true, detail: detailFor(checked) },
    remove,
  );
  return answer === remove;
}

function questionFor(targets: readonly TrunkKey[]): string {
  const [first] = targets;
  if (first && targets.length === 1) {
    return vscode.l10n.t('Delete the trunk {0} from {1}?', first.trunkname, first.pbx);
  }
  return vscode.l10n.t('Delete {0} trunks from {1}?', targets.length, pbxWords(targets));
}

/** The PBXes by their names; many are counted. */
export function pbxWords(targets: readonly TrunkKey[]): string {
  const names = [...groupByPbx(targets).keys()];
  return names.length <= 3 ? names.join(', ') : vscode.l10n.t('{0} PBXes', names.length);
}

function detailFor({ targets, lasting, incomplete, instead }: CheckedDeletions): string {
  const [only] = targets.length === 1 ? lasting : [];
  const paragraphs = [
    targets.length === 1 ? '' : linesOf(targets),
    only
      ? vscode.l10n.t('This cannot be undone: {0} does not show all of its settings.', only.pbx)
      : lasting.length > 0
        ? vscode.l10n.t(
            'These cannot be undone, since the PBX does not show all of their settings:\n{0}',
            linesOf(lasting),
          )
        : '',
    undoWords(targets.length, lasting.length),
    incompleteWords(targets.length, incomplete),
    instead.length > 0
      ? vscode.l10n.t(
          'Left alone:\n{0}',
          instead
            .slice(0, 5)
            .map(({ pbx, trunkname, message }) => `${pbx} · ${trunkname}: ${message ?? ''}`)
            .concat(instead.length > 5 ? vscode.l10n.t('and {0} more', instead.length - 5) : [])
            .join('\n'),
        )
      : '',
  ];
  return paragraphs.filter((part) => part !== '').join('\n\n');
}

function undoWords(count: number, lasting: number): string {
  if (lasting === count) return '';
  if (lasting > 0) return vscode.l10n.t('Undo in the notification that follows adds the others again.');
  return count === 1
    ? vscode.l10n.t('Undo in the notification that follows adds it again.')
    : vscode.l10n.t('Undo in the notification that follows adds them again.');
}

/** What undo does not bring back, by name. */
function incompleteWords(count: number, incomplete: CheckedDeletions['incomplete']): string {
  const [only] = incomplete;
  if (!only) return '';
  const lost = [...new Set(incomplete.flatMap((one) => one.lost))].sort();
  const words = vscode.l10n.t(
    'Undo cannot bring back {0}, which the API does not document.',
    shortList(lost),
  );
  return count === 1 ? words : `${words}\n${linesOf(incomplete)}`;
}

/** One line for each PBX with its trunks. */
function linesOf(targets: readonly TrunkKey[]): string {
  return [...groupByPbx(targets)]
    .map(([pbx, own]) => vscode.l10n.t('{0}: {1}', pbx, shortList(own.map(({ trunkname }) => trunkname))))
    .join('\n');
}
