import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { comparable, isHidden, showsPassword, type ExistingTrunk } from '../../core/compare.ts';
import { hasDodFields } from '../../core/dodNumbers.ts';
import { wordList } from '../../core/sentences.ts';
import {
  isReservedName,
  trunkFields,
  trunkTypes,
  type TrunkField,
  type TrunkType,
} from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';

/** A trunk as it was loaded for editing. Its settings hold the password, where the PBX shows it. */
export interface EditableTrunk {
  id: string;
  type: TrunkType;
  existing: ExistingTrunk;
  /** An update has to send the password, and the PBX does not show the present one. */
  needsPassword: boolean;
  /** The PBX's API version has fields for DOD numbers. */
  hasDodFields: boolean;
}

/**
 * Asks a PBX for one trunk, to edit it. What cannot be edited is a problem, in words.
 * @throws PbxError when the PBX cannot be asked.
 */
export async function loadEditable(
  pbx: Pbx,
  trunkname: string,
  signal?: AbortSignal,
): Promise<EditableTrunk | { problem: string }> {
  if (isReservedName(trunkname)) {
    return { problem: l10n.t('A PBX would read this name as several trunks. Use its web page.') };
  }
  const existing = await pbx.trunk(trunkname, signal);
  if (!existing) {
    // Of a trunk of another kind the PBX tells the status, but no settings.
    const others = await pbx.statuses(signal).catch(() => []);
    return others.some((other) => other.trunkname === trunkname)
      ? { problem: otherKind() }
      : { problem: l10n.t('{0} is not on {1} any more.', outsideText(trunkname), outsideText(pbx.name)) };
  }
  const type = trunkTypes.find((one) => one === existing.trunktype?.trim().toLowerCase());
  if (!type) return { problem: otherKind() };
  const id = existing.id?.trim() ?? '';
  if (id === '') {
    return {
      problem: l10n.t(
        '{0} gave no id for {1}. Change it in the PBX’s web page.',
        outsideText(pbx.name),
        outsideText(trunkname),
      ),
    };
  }
  const needsPassword = type !== 'peer' && !showsPassword(existing);
  return { id, type, existing, needsPassword, hasDodFields: hasDodFields(pbx.connection) };
}

function otherKind(): string {
  return l10n.t(
    'Only SIP trunks of the types {0} can be edited here. Change this one in the PBX’s web page.',
    wordList(trunkTypes),
  );
}

/** The fields in which a trunk is not as it was loaded; a setting that is left out is the same as a blank one. */
export function changedSinceLoaded(loaded: ExistingTrunk, now: ExistingTrunk): TrunkField[] {
  const valueOf = (trunk: ExistingTrunk, field: TrunkField) => {
    const value = trunk[field] ?? '';
    return field === 'password' && isHidden(value) ? '' : comparable(field, value);
  };
  return trunkFields.filter((field) => valueOf(loaded, field) !== valueOf(now, field));
}
