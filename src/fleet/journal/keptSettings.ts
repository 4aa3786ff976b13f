import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ExistingTrunk } from '../../core/compare.ts';
import { mergeTrunk } from '../../core/mergeTrunk.ts';
import { trunkFields, trunkTypes, type Trunk, type TrunkField } from '../../core/trunk.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';

const optional = z.optional(z.string());
const settings = {
  host: optional,
  port: optional,
  domain: optional,
  username: optional,
  authname: optional,
  fromuser: optional,
  password: optional,
  extensionsdod: optional,
  extensionsgroupdod: optional,
};
const keptTrunks = z.array(
  z.object({
    /** The settings as they are sent; looser than a file's, since some of them may come from the PBX. */
    sent: z.object({ trunkname: z.string(), trunktype: z.enum(trunkTypes), ...settings }),
    /** What an update replaces. */
    before: z.optional(z.object({ id: optional, trunkname: z.string(), trunktype: optional, ...settings })),
    /** The fields whose values came from a secret. */
    secretFields: z.optional(z.readonly(z.array(z.enum(trunkFields)))),
  }),
);

/** What a run is about to send of one trunk, and what it replaces by it. Has passwords in it. */
export interface KeptTrunk {
  sent: Trunk;
  before?: ExistingTrunk | undefined;
  secretFields?: readonly TrunkField[] | undefined;
}

/** What an undo needs to know of the trunks that a run is about to write. */
export function keptOf({ trunks }: Comparison, update: boolean): KeptTrunk[] {
  return trunks.flatMap(({ trunk, action, existing, secretFields }): KeptTrunk[] => {
    if (action === 'none' || (existing && !update)) return [];
    const kept = existing ? { sent: mergeTrunk(trunk, existing), before: existing } : { sent: trunk };
    return [secretFields ? { ...kept, secretFields } : kept];
  });
}

/** The text that goes into the secret storage, and nowhere else. Compressed, since that is made for short texts. */
export function writeKept(kept: readonly KeptTrunk[]): string {
  return deflateRawSync(JSON.stringify(keptTrunks.parse(kept))).toString('base64');
}

/** What {@link writeKept} wrote; nothing where it is gone or not ours. */
export function readKept(text: string | undefined): KeptTrunk[] {
  try {
    const written = inflateRawSync(Buffer.from(text ?? '', 'base64')).toString('utf8');
    return keptTrunks.parse(JSON.parse(written)) as KeptTrunk[];
  } catch {
    return [];
  }
}
