import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { checkDeletions } from '../../fleet/deletion/checkDeletions.ts';
import { deleteTrunks } from '../../fleet/deletion/deleteTrunks.ts';
import { movedAwayWords } from '../../fleet/movedWords.ts';
import { logOutcome } from '../../fleet/run.ts';
import { pbxNameOf, trunkOf } from '../base/arguments.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { readCallOf } from '../base/readObjectCall.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { confirmDeletion } from './confirmDeletion.ts';
import { pickTrunks } from './pickTrunks.ts';
import { sipTrunksAmong } from './sipTrunks.ts';
import type { DeletionServices } from './services.ts';
import { tellDeletion } from './tellDeletion.ts';

/**
 * *PBX: Delete SIP Trunk*: the trunk of the node, or all that are selected with it; from the palette it asks which. With
 * `{ pbx, trunkname, confirm: false }` it asks and shows nothing and returns the outcome.
 */
export async function run(
  services: DeletionServices,
  first?: unknown,
  selection?: unknown,
): Promise<TrunkOutcome | undefined> {
  const { call, problem } = readCallOf(services.log, 'pbx.deleteSipTrunk', first);
  const { pbx, trunkname } = call ?? {};
  if (problem !== undefined) {
    return { pbx: '', trunkname: '', ...trunkOf(first), outcome: 'failed', message: problem };
  }
  const named = pbx !== undefined && trunkname !== undefined ? { pbx, trunkname } : undefined;
  if (call?.confirm === false) return await deleteSilently(services, named);
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(services.log, untrusted());
    return undefined;
  }
  const wanted = named ? [named] : await wantedBy(services, first, selection, call?.selected);
  if (!wanted || wanted.length === 0) return undefined;
  const outcomes = await deleteAsking(services, wanted);
  return wanted.length === 1 ? outcomes?.[0] : undefined;
}

async function deleteSilently(
  services: DeletionServices,
  named: TrunkKey | undefined,
): Promise<TrunkOutcome> {
  const refuse = (target: TrunkKey, message: string): TrunkOutcome => {
    const outcome: TrunkOutcome = { ...target, outcome: 'failed', message };
    logOutcome(services.log, outcome);
    return outcome;
  };
  if (!named) {
    const message = vscode.l10n.t('Name the PBX and the trunk to delete: pbx and trunkname.');
    return refuse({ pbx: '', trunkname: '' }, message);
  }
  if (!vscode.workspace.isTrusted) return refuse(named, untrusted());
  const { signal } = new AbortController();
  const [outcome] = (await deleteTrunks(services, [named], { signal })).outcomes;
  if (!outcome) throw new Error('A deletion of one trunk has one outcome');
  return outcome;
}

/** Deletes trunks with everything that is asked and shown. Undefined when the user left. */
async function deleteAsking(
  services: DeletionServices,
  wanted: readonly TrunkKey[],
): Promise<TrunkOutcome[] | undefined> {
  const { log, pbxes } = services;
  const names = [...new Set(wanted.map(({ pbx }) => pbx))];
  if (!(await signInWhereNeeded(services, names))) return undefined;
  const addresses = new Map(names.map((pbx) => [pbx, pbxes.addressOf(pbx)]));
  const checked = await askWithProgress((signal) => checkDeletions(services, wanted, signal));
  if (!checked) return undefined;
  const { targets, instead } = checked;
  if (targets.length > 0) {
    if (!(await confirmDeletion(checked, (pbx) => addresses.get(pbx)))) return undefined;
    // What was checked and answered is about these boxes.
    const moved = names.find((pbx) => pbxes.addressOf(pbx) !== addresses.get(pbx));
    if (moved !== undefined) {
      notify(log, 'error', movedAwayWords(moved));
      return undefined;
    }
  }
  for (const outcome of instead) logOutcome(log, outcome);
  if (targets.length === 0) {
    tellDeletion(services, { outcomes: instead, deleted: [] });
    // What is not there any more is still shown.
    for (const name of names) pbxes.trunksOutdated(name);
    return instead;
  }
  const deletion =
    targets.length === 1
      ? await deleteTrunks(services, targets, { signal: new AbortController().signal })
      : await runWithProgress(log, vscode.l10n.t('Deleting trunks'), targets.length, (signal, tellProgress) =>
          deleteTrunks(services, targets, { signal, tellProgress }),
        );
  const outcomes = [...deletion.outcomes, ...instead];
  tellDeletion(services, { ...deletion, outcomes });
  return outcomes;
}

/** What a menu, the Delete key or, after asking, the palette means. */
async function wantedBy(
  services: DeletionServices,
  first: unknown,
  selection: unknown,
  byKey = false,
): Promise<TrunkKey[] | undefined> {
  const title = vscode.l10n.t('Delete SIP Trunk');
  const nodes = byKey ? services.explorer.selection : Array.isArray(selection) ? selection : [first];
  const targets = sipTrunksAmong(nodes);
  if (targets.length > 0) return targets;
  if (!byKey) return await pickTrunks(services, title, pbxNameOf(first));
  notify(services.log, 'info', vscode.l10n.t('Select SIP trunks in the PBX Explorer to delete them.'));
  return undefined;
}

function untrusted(): string {
  return vscode.l10n.t('This folder is not trusted, so nothing was deleted.');
}
