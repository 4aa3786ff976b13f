import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { shownAddress, shownAddresses, shownForms } from '../../core/shownAddress.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { CheckedDeletions } from '../../fleet/deletion/checkDeletions.ts';
import { groupByPbx } from '../../fleet/run.ts';
import { askModal } from '../base/askModal.ts';

/**
 * Names the trunks and their PBXes, says what cannot be undone, and asks whether to go on.
 * @param addressOf where each PBX is, for the question says it.
 */
export async function confirmDeletion(
  checked: CheckedDeletions,
  addressOf: (pbx: string) => string | undefined,
): Promise<boolean> {
  const { length } = checked.targets;
  const remove = length === 1 ? vscode.l10n.t('Delete Trunk') : vscode.l10n.t('Delete {0} Trunks', length);
  const answer = await askModal({
    tone: 'warning',
    names: [...checked.targets, ...checked.instead].flatMap(({ pbx, trunkname }) => [
      trunkname,
      ...shownForms(pbx, addressOf(pbx)),
    ]),
    message: questionFor(
      checked.targets,
      shownAddresses(
        checked.targets.map(({ pbx }) => pbx),
        addressOf,
      ),
    ),
    detail: detailFor(checked, addressOf),
    buttons: [remove],
  });
  return answer === remove;
}

function questionFor(targets: readonly TrunkKey[], where: string): string {
  const [first] = targets;
  if (first && targets.length === 1) {
    return vscode.l10n.t('Delete the trunk {0} from {1}?', outsideText(first.trunkname), where);
  }
  return vscode.l10n.t('Delete {0} trunks from {1}?', targets.length, where);
}

/** The PBXes by their names; many are counted. */
export function pbxWords(targets: readonly TrunkKey[]): string {
  const names = [...groupByPbx(targets).keys()];
  return names.length <= 3 ? shortOutsideList(names) : vscode.l10n.t('{0} PBXes', names.length);
}

/** How many of those that are left alone are named. */
const maxLeftAlone = 5;

function detailFor(
  { targets, lasting, incomplete, instead }: CheckedDeletions,
  addressOf: (pbx: string) => string | undefined,
): string[] {
  const linesOf = (trunks: readonly TrunkKey[]) => linesFor(trunks, addressOf);
  const [only] = targets.length === 1 ? lasting : [];
  const paragraphs: string[][] = [
    targets.length === 1 ? [] : linesOf(targets),
    only
      ? [
          vscode.l10n.t(
            'This cannot be undone: {0} does not show all of its settings.',
            outsideText(only.pbx),
          ),
        ]
      : lasting.length > 0
        ? [
            vscode.l10n.t('These cannot be undone, since the PBX does not show all of their settings:'),
            ...linesOf(lasting),
          ]
        : [],
    undoWords(targets.length, lasting.length),
    incompleteWords(targets.length, incomplete, linesOf),
    leftAlone(instead),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function leftAlone(instead: CheckedDeletions['instead']): string[] {
  if (instead.length === 0) return [];
  const named = instead
    .slice(0, maxLeftAlone)
    .map(
      ({ pbx, trunkname, message }) => `${outsideText(pbx)} · ${outsideText(trunkname)}: ${message ?? ''}`,
    );
  const more = instead.length - named.length;
  return [vscode.l10n.t('Left alone:'), ...named, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])];
}

function undoWords(count: number, lasting: number): string[] {
  if (lasting === count) return [];
  if (lasting > 0) return [vscode.l10n.t('Undo in the notification that follows adds the others again.')];
  return [
    count === 1
      ? vscode.l10n.t('Undo in the notification that follows adds it again.')
      : vscode.l10n.t('Undo in the notification that follows adds them again.'),
  ];
}

/** What undo does not bring back, by name. */
function incompleteWords(
  count: number,
  incomplete: CheckedDeletions['incomplete'],
  linesOf: (trunks: readonly TrunkKey[]) => string[],
): string[] {
  const [only] = incomplete;
  if (!only) return [];
  const lost = [...new Set(incomplete.flatMap((one) => one.lost))].sort();
  const words = vscode.l10n.t(
    'Undo cannot bring back {0}, which the API does not document.',
    shortOutsideList(lost),
  );
  return count === 1 ? [words] : [words, ...linesOf(incomplete)];
}

/** One line for each PBX with its trunks. */
function linesFor(targets: readonly TrunkKey[], addressOf: (pbx: string) => string | undefined): string[] {
  return [...groupByPbx(targets)].map(([pbx, own]) =>
    vscode.l10n.t(
      '{0}: {1}',
      shownAddress(pbx, addressOf(pbx)),
      shortOutsideList(own.map(({ trunkname }) => trunkname)),
    ),
  );
}
