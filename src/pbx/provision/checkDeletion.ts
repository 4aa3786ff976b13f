import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { canBeDeleted } from '../api.ts';
import type { Pbx } from '../pbx.ts';
import { AlikeNames } from './alikeNames.ts';
import { askFirst, type Instead, type TurnOptions } from './writesInTurn.ts';
import { standardBackoff } from '../backoff.ts';
import { listTrunks } from './listTrunks.ts';

type Result = Omit<TrunkOutcome, 'pbx'>;

/** A name to delete: the trunk that it would delete, or what is reported since nothing may, or need, be sent for it. */
export type CheckedDeletion =
  { trunkname: string; found: ExistingTrunk } | { trunkname: string; instead: Result };

/**
 * Asks the PBX, by one query, what would be deleted under these names. Changes nothing.
 * @returns one answer for each name, in their order; never throws for what a PBX does.
 */
export async function checkDeletion(
  pbx: Pbx,
  trunknames: readonly string[],
  options: Pick<TurnOptions, 'signal' | 'backoff' | 'onStart'> = {},
): Promise<CheckedDeletion[]> {
  const asked = await ask(pbx, trunknames, options);
  return trunknames.map((trunkname) => {
    const answer = answerFor(pbx.name, trunkname, asked);
    return 'found' in answer ? { trunkname, ...answer } : { trunkname, instead: { ...answer, trunkname } };
  });
}

/** What the PBX has, by name and by what a box could take a name for; or what became of every trunk. */
type Asked = { existing: Map<string, ExistingTrunk>; alike: AlikeNames } | Instead;

async function ask(
  pbx: Pbx,
  trunknames: readonly string[],
  options: Pick<TurnOptions, 'signal' | 'backoff' | 'onStart'>,
): Promise<Asked> {
  // Nothing is asked for names that are refused anyway.
  if (!trunknames.some(canBeDeleted)) return { existing: new Map(), alike: new AlikeNames([]) };
  const { signal, backoff = standardBackoff } = options;
  const asked = await askFirst(pbx, () => listTrunks(pbx, backoff, signal), options);
  if ('instead' in asked) return asked.instead;
  const existing = asked.answer;
  if (existing) return { existing, alike: new AlikeNames(existing.keys()) };
  const message = l10n.t(
    '{0} cannot list its trunks, so nothing shows which trunk this name would delete. Delete it in the PBX’s web page.',
    outsideText(pbx.name),
  );
  return { outcome: 'failed', message };
}

function answerFor(pbx: string, trunkname: string, asked: Asked): { found: ExistingTrunk } | Instead {
  if (!canBeDeleted(trunkname)) {
    const message = l10n.t(
      'Not sent: the PBX could read this name as more than one trunk. Delete the trunk in its web page.',
    );
    return { outcome: 'failed', message };
  }
  if (!('existing' in asked)) return asked;
  const found = asked.existing.get(trunkname);
  if (!found)
    return { outcome: 'unchanged', message: l10n.t('{0} has no trunk of this name.', outsideText(pbx)) };
  const message = asked.alike.reasonAgainst(trunkname, pbx);
  return message === undefined ? { found } : { outcome: 'failed', message };
}
