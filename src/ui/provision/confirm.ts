import * as vscode from 'vscode';
import { shortList, shortOutsideList } from '../../core/shortList.ts';
import { shownAddress, shownAddresses, shownForms } from '../../core/shownAddress.ts';
import { countActions, doubtsOf, type Plan } from '../../fleet/plan/plan.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import type { PlanDocuments } from '../plan/planDocuments.ts';
import { askModal } from '../base/askModal.ts';
import { showMessage } from '../base/showMessage.ts';

/**
 * Says what goes where and asks whether to go on: only add, add and update, or look at the plan first.
 * @param addressOf where each PBX is, for the question says it.
 * @param firstTimes sentences about what goes where it never went before.
 */
export async function confirmProvision(
  planDocuments: PlanDocuments,
  addressOf: (pbx: string) => string | undefined,
  plan: Plan,
  comparisons: ReadonlyMap<string, Comparison>,
  firstTimes: readonly string[],
): Promise<{ update: boolean } | undefined> {
  const { add, update } = countActions(plan);
  const pbxNames = [...new Set(plan.steps.filter(({ action }) => action !== 'none').map(({ pbx }) => pbx))];
  const question = questionFor(add, update, shownAddresses(pbxNames, addressOf));
  const choices = choicesFor(add, update);
  const showPlan = vscode.l10n.t('Show Plan');
  const buttons = [...choices.keys(), showPlan];
  const names = [
    ...plan.steps.map(({ trunkname }) => trunkname),
    ...pbxNames.flatMap((name) => shownForms(name, addressOf(name))),
  ];
  const answer = await askModal({
    tone: 'info',
    names,
    message: question,
    detail: detailFor(plan, pbxNames, addressOf, firstTimes),
    buttons,
  });
  if (answer !== showPlan) return answer === undefined ? undefined : choices.get(answer);
  await planDocuments.show(comparisons);
  // Not modal, so that the plan can be read before the answer.
  const later = await showMessage('info', question, [...choices.keys()], names);
  return later === undefined ? undefined : choices.get(later);
}

function questionFor(add: number, update: number, where: string): string {
  if (update === 0) {
    return add === 1
      ? vscode.l10n.t('Add 1 trunk to {0}?', where)
      : vscode.l10n.t('Add {0} trunks to {1}?', add, where);
  }
  if (add === 0) {
    return update === 1
      ? vscode.l10n.t('Update 1 trunk on {0}?', where)
      : vscode.l10n.t('Update {0} trunks on {1}?', update, where);
  }
  return vscode.l10n.t('Add {0} and update {1} on {2}?', add, update, where);
}

function choicesFor(add: number, update: number): Map<string, { update: boolean }> {
  const choices = new Map<string, { update: boolean }>();
  const addWords = add === 1 ? vscode.l10n.t('Add Trunk') : vscode.l10n.t('Add {0} Trunks', add);
  if (add > 0) choices.set(update > 0 ? vscode.l10n.t('Add {0}', add) : addWords, { update: false });
  if (update > 0) {
    choices.set(
      add > 0 ? vscode.l10n.t('Add {0} and Update {1}', add, update) : vscode.l10n.t('Update {0}', update),
      { update: true },
    );
  }
  return choices;
}

function detailFor(
  plan: Plan,
  pbxNames: readonly string[],
  addressOf: (pbx: string) => string | undefined,
  firstTimes: readonly string[],
): string[] {
  const { steps, problems = [] } = plan;
  const updates = steps.some(({ action }) => action === 'update');
  const lines = pbxNames.flatMap((name) => {
    const pbx = shownAddress(name, addressOf(name));
    const own = steps.filter((step) => step.pbx === name);
    const names = (action: string) =>
      own.filter((step) => step.action === action).map(({ trunkname }) => trunkname);
    const added = names('add');
    const updated = names('update');
    return [
      ...(added.length > 0
        ? [
            updates
              ? vscode.l10n.t('{0}, new: {1}', pbx, shortOutsideList(added))
              : vscode.l10n.t('{0}: {1}', pbx, shortOutsideList(added)),
          ]
        : []),
      ...(updated.length > 0 ? [vscode.l10n.t('{0}, different: {1}', pbx, shortOutsideList(updated))] : []),
    ];
  });
  const { none } = countActions(plan);
  const doubts = doubtsOf(plan);
  return [
    ...lines,
    ...(firstTimes.length > 0 ? ['', ...firstTimes] : []),
    ...(none > 0 ? ['', vscode.l10n.t('Already there and the same: {0}.', none)] : []),
    ...(doubts.length > 0 ? ['', shortList(doubts)] : []),
    ...problems.flatMap(({ message }) => ['', message]),
  ];
}
