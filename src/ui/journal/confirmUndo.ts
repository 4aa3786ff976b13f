import * as vscode from 'vscode';
import { shortOutsideList } from '../../core/shortList.ts';
import { shownAddress, shownAddresses, shownForms } from '../../core/shownAddress.ts';
import type { CheckedStep } from '../../pbx/provision/checkUndo.ts';
import { askModal } from '../base/askModal.ts';
import { showMessage } from '../base/showMessage.ts';
import { countVerdicts, type CheckedUndo } from '../../fleet/undo/checkUndos.ts';
import type { PlanDocuments } from '../plan/planDocuments.ts';
import { undoPlanText } from '../../fleet/undo/undoPlanText.ts';

/**
 * Says what an undo takes back and where, and asks whether to go on, or to look at the plan first.
 * @param addressOf where each PBX is, for the question says it.
 */
export async function confirmUndo(
  planDocuments: PlanDocuments,
  addressOf: (pbx: string) => string | undefined,
  checked: CheckedUndo,
): Promise<boolean> {
  const question = questionFor(checked, addressOf);
  const undo = vscode.l10n.t('Undo');
  const showPlan = vscode.l10n.t('Show Plan');
  const names = [...checked.answers].flatMap(([pbx, steps]) => [
    ...steps.map(({ trunkname }) => trunkname),
    ...shownForms(pbx, addressOf(pbx)),
  ]);
  const answer = await askModal({
    tone: 'warning',
    names,
    message: question,
    detail: detailFor(checked, addressOf),
    buttons: [undo, showPlan],
  });
  if (answer !== showPlan) return answer === undo;
  await planDocuments.showTexts(
    vscode.l10n.t('Undo: on the PBX ↔ after the undo'),
    new Map([...checked.answers].map(([pbx, steps]) => [pbx, undoPlanText(pbx, steps)])),
  );
  // Not modal, so that the plan can be read before the answer.
  return (await showMessage('warning', question, [undo], names)) === undo;
}

function questionFor(checked: CheckedUndo, addressOf: (pbx: string) => string | undefined): string {
  const counts = countVerdicts(checked);
  const names = [...checked.answers].flatMap(([pbx, steps]) => (steps.some(isChange) ? [pbx] : []));
  const where = shownAddresses(names, addressOf);
  const { delete: deleted, restore } = counts;
  if (restore === 0) {
    return deleted === 1
      ? vscode.l10n.t('Undo the last run: delete 1 trunk from {0}?', where)
      : vscode.l10n.t('Undo the last run: delete {0} trunks from {1}?', deleted, where);
  }
  if (deleted === 0) {
    return restore === 1
      ? vscode.l10n.t('Undo the last run: restore 1 trunk on {0}?', where)
      : vscode.l10n.t('Undo the last run: restore {0} trunks on {1}?', restore, where);
  }
  return vscode.l10n.t('Undo the last run: delete {0} and restore {1} on {2}?', deleted, restore, where);
}

function detailFor(
  { answers, problems }: CheckedUndo,
  addressOf: (pbx: string) => string | undefined,
): string[] {
  const lines = [...answers].flatMap(([name, steps]) => {
    const pbx = shownAddress(name, addressOf(name));
    const names = (verdict: string) =>
      shortOutsideList(steps.filter((step) => step.verdict === verdict).map(({ trunkname }) => trunkname));
    const has = (verdict: string) => steps.some((step) => step.verdict === verdict);
    return [
      ...(has('delete') ? [vscode.l10n.t('{0}, to delete: {1}', pbx, names('delete'))] : []),
      ...(has('restore') ? [vscode.l10n.t('{0}, to restore: {1}', pbx, names('restore'))] : []),
      ...(has('refuse') ? [vscode.l10n.t('{0}, left as it is: {1}', pbx, names('refuse'))] : []),
    ];
  });
  return [...lines, ...problems.flatMap(({ message }) => ['', message])];
}

function isChange({ verdict }: CheckedStep): boolean {
  return verdict === 'delete' || verdict === 'restore';
}
