import * as l10n from '@vscode/l10n';
import { hasOwnDomain, showsPassword, type ExistingTrunk } from '../compare.ts';
import { sentences, wordList } from '../sentences.ts';
import { tidied } from '../tidied.ts';
import {
  checkTrunk,
  fieldsOf,
  isReservedName,
  trunkTypes,
  type TrunkField,
  type TrunkType,
} from '../trunk.ts';

/** A trunk of a PBX as a file can hold it. */
export interface ExportedTrunk {
  trunkname: string;
  trunktype: TrunkType;
  /** What a new entry of a file says, in the API's order. A password that the PBX does not show is not among them. */
  values: Partial<Record<TrunkField, string>>;
  /** True when the type needs a password and the PBX does not show it. */
  passwordIsHidden: boolean;
  /** What the PBX told, to be compared with what a file says. */
  existing: ExistingTrunk;
}

/** Something that a file cannot hold, or holds already for several PBXes but with other settings, and why. */
export interface ExportProblem {
  trunkname: string;
  message: string;
}

/** Turns what a PBX tells of a trunk into what a file can say, or says why it cannot. The words never hold a value. */
export function exportTrunk(existing: ExistingTrunk): { trunk: ExportedTrunk } | { problem: ExportProblem } {
  const { trunkname } = existing;
  const type = existing.trunktype?.trim().toLowerCase();
  const trunktype = trunkTypes.find((known) => known === type);
  const refuse = (message: string) => ({ problem: { trunkname, message } });
  if (isReservedName(trunkname))
    return refuse(checkedWords({ trunkname, trunktype: 'peer', host: 'x', port: '1' }));
  if (!trunktype) return refuse(l10n.t('its type is not one of {0}.', wordList(trunkTypes)));

  const values: ExportedTrunk['values'] = { trunkname, trunktype };
  let passwordIsHidden = false;
  for (const { field, required } of fieldsOf(trunktype)) {
    if (field === 'trunkname' || field === 'trunktype') continue;
    // A domain that is not written means the host.
    if (field === 'domain' && !hasOwnDomain(existing)) continue;
    const value = existing[field];
    if (field === 'password' && !showsPassword(existing)) {
      passwordIsHidden = true;
    } else if (value !== undefined && (required || value.trim() !== '')) {
      values[field] = tidied(field, value);
    }
  }
  // Which order the fields of an answer have is the box's affair; the file has the API's.
  const words = checkedWords(passwordIsHidden ? { ...values, password: 'x' } : values);
  return words === ''
    ? { trunk: { trunkname, trunktype, values, passwordIsHidden, existing } }
    : refuse(words);
}

function checkedWords(values: object): string {
  const checked = checkTrunk(values);
  return 'problems' in checked ? sentences(...checked.problems.map(({ message }) => message)) : '';
}
