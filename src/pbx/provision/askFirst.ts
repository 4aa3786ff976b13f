import type { TrunkOutcome } from '../../core/outcome.ts';
import { asPbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { skippedByCancel, type TurnOptions } from './writesInTurn.ts';

/** What becomes of every trunk of a PBX that could not be asked what it has. */
export type Instead = Omit<TrunkOutcome, 'pbx' | 'trunkname'>;

/** Asks a PBX what it has, before anything is sent to it. Never throws for what a PBX does. */
export async function askFirst<T>(
  pbx: Pbx,
  ask: () => Promise<T>,
  { signal, onStart }: Pick<TurnOptions, 'onStart' | 'signal'>,
): Promise<{ answer: T } | { instead: Instead }> {
  if (signal?.aborted) return { instead: skippedByCancel() };
  try {
    onStart?.(pbx.name, undefined);
    return { answer: await ask() };
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind === 'cancelled') return { instead: skippedByCancel() };
    return { instead: { outcome: 'failed', message, ...(errno !== undefined && { errno }) } };
  }
}
