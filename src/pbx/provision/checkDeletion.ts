import * as l10n from '@vscode/l10n';
import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { canBeDeleted } from '../api.ts';
import { asPbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { standardBackoff } from './backoff.ts';
import { listTrunks } from './listTrunks.ts';
import { skippedByCancel } from './provisionPbx.ts';
import type { UndoOptions } from './undoPbx.ts';

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
  options: Pick<UndoOptions, 'signal' | 'backoff' | 'onStart'> = {},
): Promise<CheckedDeletion[]> {
  const asked = await ask(pbx, trunknames, options);
  return trunknames.map((trunkname) => {
    const answer = answerFor(pbx.name, trunkname, asked);
    return 'found' in answer ? { trunkname, ...answer } : { trunkname, instead: { ...answer, trunkname } };
  });
}

type Instead = Omit<Result, 'trunkname'>;
/** What the PBX has, by name and by what a box could take a name for; or what became of every trunk. */
type Asked = { existing: Map<string, ExistingTrunk>; alike: Map<string, string[]> } | Instead;

async function ask(
  pbx: Pbx,
  trunknames: readonly string[],
  { signal, backoff = standardBackoff, onStart }: Pick<UndoOptions, 'signal' | 'backoff' | 'onStart'>,
): Promise<Asked> {
  // Nothing is asked for names that are refused anyway.
  if (!trunknames.some(canBeDeleted)) return { existing: new Map(), alike: new Map() };
  if (signal?.aborted) return skippedByCancel('');
  try {
    onStart?.(pbx.name, undefined);
    const existing = await listTrunks(pbx, backoff, signal);
    if (existing) return { existing, alike: alikeNames(existing.keys()) };
    const message = l10n.t(
      '{0} cannot list its trunks, so nothing shows which trunk this name would delete. Delete it in the PBX’s web page.',
      pbx.name,
    );
    return { outcome: 'failed', message };
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind === 'cancelled') return skippedByCancel('');
    return { outcome: 'failed', message, ...(errno !== undefined && { errno }) };
  }
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
  if (!found) return { outcome: 'unchanged', message: l10n.t('{0} has no trunk of this name.', pbx) };
  const twin = asked.alike.get(folded(trunkname))?.find((other) => other !== trunkname);
  if (twin === undefined) return { found };
  const message = l10n.t(
    'Not sent: {0} also has the trunk “{1}”, and could take one for the other. Delete it in the PBX’s web page.',
    pbx,
    twin,
  );
  return { outcome: 'failed', message };
}

function alikeNames(names: Iterable<string>): Map<string, string[]> {
  const alike = new Map<string, string[]>();
  for (const name of names) alike.set(folded(name), [...(alike.get(folded(name)) ?? []), name]);
  return alike;
}

/** A name as a box may read it that trims, ignores case or does not see what is invisible. */
function folded(trunkname: string): string {
  return trunkname
    .normalize('NFKC')
    .replace(/[\p{C}\p{DI}]+/gu, '')
    .replace(/\p{Z}+/gu, ' ')
    .trim()
    .toLowerCase();
}
