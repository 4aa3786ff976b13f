import { isDodField, sortedDodNumbers } from './dodNumbers.ts';
import { tidied } from './tidied.ts';
import { trunkFields, type Trunk, type TrunkField } from './trunk.ts';

/** A trunk as a PBX tells of it: texts, any of which it may have left out. */
export type ExistingTrunk = {
  id?: string | undefined;
  trunkname: string;
  /** What else the PBX tells, by its names; to be shown and never to be sent. Secrets are masked in it. */
  undocumented?: Readonly<Record<string, string>>;
} & Partial<Record<Exclude<TrunkField, 'trunkname'>, string | undefined>>;

/**
 * The fields in which a trunk on the PBX differs from the wanted one.
 * Only fields that `wanted` names count, and only those that the PBX shows: a peer's answer has no credentials, and some
 * boxes hide a password behind asterisks.
 */
export function differences(wanted: Trunk, existing: ExistingTrunk): TrunkField[] {
  return trunkFields.filter((field) => {
    const want = (wanted as Partial<Record<TrunkField, string>>)[field];
    const have = existing[field];
    if (field === 'trunkname' || want === undefined || have === undefined) return false;
    // A blank domain is sent like one that is not written.
    if (field === 'domain' && want === '') return false;
    if (field === 'password' && isHidden(have)) return false;
    return comparable(field, want) !== comparable(field, have);
  });
}

/** False where all that is known of a trunk is that it is there. */
export function showsSettings({ trunktype, host, username }: ExistingTrunk): boolean {
  return [trunktype, host, username].some((value) => value !== undefined);
}

/** True where the PBX tells the password of a trunk, and does not leave it out, blank or behind asterisks. */
export function showsPassword({ password = '' }: ExistingTrunk): boolean {
  return password.trim() !== '' && !isHidden(password);
}

/** True for a password that a box hides behind asterisks. */
export function isHidden(password: string): boolean {
  return /^\*+$/.test(password);
}

/**
 * Without blanks that nobody means. Domain names are the same in any case, and so is the PBX's word for a type; DOD numbers are
 * in any order.
 */
export function comparable(field: TrunkField, value: string): string {
  if (isDodField(field)) return sortedDodNumbers(value);
  const tidy = tidied(field, value);
  return field === 'host' || field === 'domain' || field === 'trunktype' ? tidy.toLowerCase() : tidy;
}

/** True where the domain is not only the host once more. */
export function hasOwnDomain({ domain = '', host = '' }: ExistingTrunk): boolean {
  return domain.trim() !== '' && domain.trim().toLowerCase() !== host.trim().toLowerCase();
}
