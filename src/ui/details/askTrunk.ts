import type { ExistingTrunk } from '../../core/compare.ts';
import type { Connection } from '../../core/connection.ts';
import type { TrunkStatus } from '../../pbx/answers/answers.ts';
import { asPbxError } from '../../pbx/errors.ts';
import type { DetailsServices } from './services.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';

/** What a PBX tells of one trunk: its settings, of another kind than SIP only the status, nothing, or why there is no answer. */
export type TrunkAnswer =
  | { kind: 'sip'; trunk: ExistingTrunk; connection: Connection }
  | { kind: 'other'; live: TrunkStatus }
  | { kind: 'gone' }
  | { kind: 'failed'; message: string };

/** Asks a PBX for one trunk. Asks the user nothing, and never throws for what a PBX does. */
export async function askTrunk(
  { pbxes, redactor }: Pick<DetailsServices, 'pbxes' | 'redactor'>,
  { pbx: name, trunkname }: TrunkKey,
  signal: AbortSignal,
): Promise<TrunkAnswer> {
  const { pbx, problem } = await pbxes.open(name);
  if (!pbx) return { kind: 'failed', message: problem };
  try {
    const trunk = await pbx.trunk(trunkname, signal);
    if (trunk) {
      redactor.add(trunk.password);
      return { kind: 'sip', trunk, connection: pbx.connection };
    }
    const live = (await pbx.statuses(signal)).find((one) => one.trunkname === trunkname);
    return live ? { kind: 'other', live } : { kind: 'gone' };
  } catch (error) {
    return { kind: 'failed', message: asPbxError(error).message };
  }
}
