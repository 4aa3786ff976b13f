import * as l10n from '@vscode/l10n';
import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { canBeDeleted } from '../api.ts';
import { asPbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { applyAtLast } from './applyAtLast.ts';
import { standardBackoff } from './backoff.ts';
import { listTrunks } from './listTrunks.ts';
import { skippedByCancel, whyStop } from './provisionPbx.ts';
import type { UndoOptions } from './undoPbx.ts';
import { writeOnce } from './writeOnce.ts';
import { deletion } from './writes.ts';

type Result = Omit<TrunkOutcome, 'pbx'>;

/**
 * Deletes trunks of one PBX by their exact names: one query to see that they are there, then one request a trunk.
 * @returns one outcome for each name, in their order; never throws for what a PBX does.
 */
export function deleteTrunks(
  pbx: Pbx,
  trunknames: readonly string[],
  options: UndoOptions = {},
): Promise<TrunkOutcome[]> {
  return pbx.writes.run(() => deleteInTurn(pbx, trunknames, options), options.signal);
}

async function deleteInTurn(
  pbx: Pbx,
  trunknames: readonly string[],
  options: UndoOptions,
): Promise<TrunkOutcome[]> {
  const { signal, backoff = standardBackoff, onStart, onOutcome } = options;
  const outcomes: TrunkOutcome[] = [];
  const report = (result: Result) => {
    const outcome = { pbx: pbx.name, ...result };
    outcomes.push(outcome);
    onOutcome?.(outcome);
  };
  const asked = await ask(pbx, trunknames, options);
  let applyDue = false;
  let silences = 0;
  let reasonToStop: string | undefined;
  for (const trunkname of trunknames) {
    const instead = insteadOfDeleting(pbx.name, trunkname, asked);
    if (instead) report(instead);
    else if (signal?.aborted) report(skippedByCancel(trunkname));
    else if (reasonToStop !== undefined) report({ trunkname, outcome: 'failed', message: reasonToStop });
    else {
      onStart?.(pbx.name, trunkname);
      const result = await writeOnce(pbx, deletion(pbx, trunkname), backoff, signal);
      if (result.outcome.outcome === 'deleted' && 'existing' in asked) asked.existing.delete(trunkname);
      applyDue ||= result.applyDue;
      silences = result.trouble === 'silent' ? silences + 1 : 0;
      reasonToStop = whyStop(pbx.name, result.trouble, silences);
      report(result.outcome);
    }
  }
  if (applyDue && pbx.connection.apiVersion === 'v1.1.0') await applyAtLast(pbx, outcomes, backoff);
  return outcomes;
}

/** What the PBX has, or what became of every trunk because it could not be asked. */
type Asked = { existing: Map<string, ExistingTrunk> } | { result: Omit<Result, 'trunkname'> | 'cancelled' };

async function ask(
  pbx: Pbx,
  trunknames: readonly string[],
  { signal, backoff = standardBackoff, onStart }: UndoOptions,
): Promise<Asked> {
  // Nothing is asked for names that are refused anyway.
  if (!trunknames.some(canBeDeleted)) return { existing: new Map() };
  if (signal?.aborted) return { result: 'cancelled' };
  try {
    onStart?.(pbx.name, undefined);
    const existing = await listTrunks(pbx, backoff, signal);
    if (existing) return { existing };
    const message = l10n.t(
      '{0} cannot list its trunks, so nothing shows which trunk this name would delete. Delete it in the PBX’s web page.',
      pbx.name,
    );
    return { result: { outcome: 'failed', message } };
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind === 'cancelled') return { result: 'cancelled' };
    return { result: { outcome: 'failed', message, ...(errno !== undefined && { errno }) } };
  }
}

/** What is reported of a trunk for which nothing may, or need, be sent. */
function insteadOfDeleting(pbx: string, trunkname: string, asked: Asked): Result | undefined {
  if (!canBeDeleted(trunkname)) {
    const message = l10n.t(
      'Not sent: the PBX could read this name as more than one trunk. Delete the trunk in its web page.',
    );
    return { trunkname, outcome: 'failed', message };
  }
  if ('result' in asked) {
    return asked.result === 'cancelled' ? skippedByCancel(trunkname) : { trunkname, ...asked.result };
  }
  if (!asked.existing.has(trunkname)) {
    return { trunkname, outcome: 'unchanged', message: l10n.t('{0} has no trunk of this name.', pbx) };
  }
  const twin = [...asked.existing.keys()].find(
    (other) => other !== trunkname && folded(other) === folded(trunkname),
  );
  if (twin === undefined) return undefined;
  const message = l10n.t(
    'Not sent: {0} also has the trunk “{1}”, and could take one for the other. Delete it in the PBX’s web page.',
    pbx,
    twin,
  );
  return { trunkname, outcome: 'failed', message };
}

/** A name as a box may read it that trims, ignores case or does not see what is invisible. */
function folded(trunkname: string): string {
  return trunkname
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
