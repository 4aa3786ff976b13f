import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { differences, showsSettings, type ExistingTrunk } from '../../core/compare.ts';
import { dodFields, hasDodFields } from '../../core/dodNumbers.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import { AlikeNames } from './alikeNames.ts';
import type { Backoff } from '../backoff.ts';
import { listTrunks } from './listTrunks.ts';

/** What one wanted trunk needs on one PBX. */
export interface ComparedTrunk {
  /** As far as the PBX's API version has its fields. */
  trunk: Trunk;
  /** The fields that the PBX's API version does not have. */
  leftOut?: TrunkField[];
  action: 'add' | 'update' | 'none';
  /** The fields that differ, for `update`. */
  fields: TrunkField[];
  /** What the PBX has of that name. */
  existing?: ExistingTrunk;
  /** The fields of the wanted trunk whose values come from a secret, as far as that is known. */
  secretFields?: readonly TrunkField[];
  /** Why it is left alone, for `none`: nobody can tell whether the PBX has it, or with which settings. */
  doubt?: Doubt;
}

/** What stands against adding a trunk that is not listed, or against changing one of which only the name is known. */
export type Doubt =
  /** The PBX lists another name that it could take for this one. */
  | { kind: 'alike'; listedAs: string }
  /** It was added before, but the PBX did not list it under its name. */
  | { kind: 'addedBefore'; listedAs: string | undefined }
  /** The PBX lists it without its settings. */
  | { kind: 'nameOnly' };

/** The comparison of a file with one PBX. */
export interface Comparison {
  trunks: ComparedTrunk[];
  /** False where the firmware cannot list its trunks (10003): all of them count as missing then. */
  compared: boolean;
  /** The names of the SIP trunks on the PBX, as far as it can list them. */
  listed: string[];
  /** Those that are not among the wanted ones, and that it could not take for one of them. */
  unlisted: string[];
}

/** The trunks that one PBX was sent but did not list: the name under which it listed each, if any, by the name that was sent. */
export type UnlistedTrunks = ReadonlyMap<string, string | undefined>;

/**
 * Compares the wanted trunks with those on the PBX, by one `siptrunk/query`.
 * @param before what earlier runs added to it without finding it in its list afterwards.
 * @throws PbxError when the PBX cannot be asked.
 */
export async function compareTrunks(
  pbx: Pbx,
  wanted: readonly Trunk[],
  before: UnlistedTrunks,
  backoff: Backoff,
  signal?: AbortSignal,
): Promise<Comparison> {
  const existing = await listTrunks(pbx, backoff, signal);
  const known = hasDodFields(pbx.connection) ? wanted.map((trunk) => ({ trunk })) : wanted.map(withoutDod);
  if (!existing) {
    const trunks = known.map((one): ComparedTrunk => {
      const doubt = addedBefore(one.trunk.trunkname, before);
      return { ...one, action: doubt ? 'none' : 'add', fields: [], ...(doubt && { doubt }) };
    });
    return { trunks, compared: false, listed: [], unlisted: [] };
  }
  const alike = new AlikeNames(existing.keys());
  const trunks = known.map((one): ComparedTrunk => {
    const { trunkname } = one.trunk;
    const found = existing.get(trunkname);
    if (!found) {
      const listedAs = alike.twinOf(trunkname);
      const doubt: Doubt | undefined =
        listedAs === undefined ? addedBefore(trunkname, before) : { kind: 'alike', listedAs };
      return { ...one, action: doubt ? 'none' : 'add', fields: [], ...(doubt && { doubt }) };
    }
    if (!showsSettings(found)) {
      return { ...one, action: 'none', fields: [], existing: found, doubt: { kind: 'nameOnly' } };
    }
    const fields = differences(one.trunk, found);
    return { ...one, action: fields.length > 0 ? 'update' : 'none', fields, existing: found };
  });
  const names = new Set(trunks.map(({ trunk, doubt }) => listedAsIn(doubt) ?? trunk.trunkname));
  const listed = [...existing.keys()];
  return { trunks, compared: true, listed, unlisted: listed.filter((name) => !names.has(name)) };
}

/** The name under which the PBX seems to list a trunk. */
function listedAsIn(doubt: Doubt | undefined): string | undefined {
  return doubt && 'listedAs' in doubt ? doubt.listedAs : undefined;
}

/** Why a trunk is left alone, and what to do about it. */
export function doubtWords(pbx: string, doubt: Doubt): string {
  switch (doubt.kind) {
    case 'alike':
      return l10n.t(
        'Not sent: {0} lists the trunk “{1}”, which could be this one. Use that name in the file, or rename one of them.',
        outsideText(pbx),
        outsideText(doubt.listedAs),
      );
    case 'addedBefore':
      return doubt.listedAs === undefined
        ? l10n.t(
            'Not sent again: it was added to {0} before, which did not list it afterwards. Look at the PBX, then provision from the editor, which asks you.',
            outsideText(pbx),
          )
        : l10n.t(
            'Not sent again: it was added to {0} before, which listed it as “{1}”. Use that name in the file, or provision from the editor, which asks you.',
            outsideText(pbx),
            outsideText(doubt.listedAs),
          );
    case 'nameOnly':
      return l10n.t(
        'It is on {0}, which does not show its settings. It was left as it is.',
        outsideText(pbx),
      );
  }
}

function addedBefore(trunkname: string, before: UnlistedTrunks): Doubt | undefined {
  return before.has(trunkname) ? { kind: 'addedBefore', listedAs: before.get(trunkname) } : undefined;
}

/** A trunk without its DOD numbers, and those that it had. */
function withoutDod(wanted: Trunk): Pick<ComparedTrunk, 'trunk' | 'leftOut'> {
  const leftOut = dodFields.filter((field) => (wanted[field] ?? '') !== '');
  const trunk = { ...wanted };
  for (const field of dodFields) Reflect.deleteProperty(trunk, field);
  return leftOut.length > 0 ? { trunk, leftOut } : { trunk };
}
