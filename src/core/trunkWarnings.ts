import * as l10n from '@vscode/l10n';
import { isWordForNothing, leavingWords } from './leavings.ts';
import { hasOddCharacter, namedOddCharacters } from './oddCharacters.ts';
import { tidied } from './tidied.ts';
import { isAlwaysOptional, trunkFields, type FieldProblem, type TrunkField } from './trunk.ts';

/** What kind of thing is strange about a value: what would put it right depends on it. */
type Strangeness = 'oddCharacter' | 'nothing' | 'leaving' | 'blank' | 'refused';

/** A value that works, or may be on a PBX already, but is hardly what a person means. */
export interface FieldWarning extends FieldProblem {
  field: TrunkField;
  kind: Strangeness;
}

/** Somebody may be called Nan. Hosts are not, and neither is who calls. */
const mayBeAWord: ReadonlySet<TrunkField> = new Set(['trunkname', 'username', 'authname', 'password']);

type Found = Omit<FieldWarning, 'field'>;

/** Tells of a field whether its value stands in quotes, so that a word for nothing is meant. */
type IsQuoted = (field: TrunkField) => boolean;

/**
 * What looks strange about the values of a trunk, at most one thing for each field. None of it is an error: a PBX may hold
 * such values already, and others of the family may take what some are documented to refuse.
 * @param values as they were written, before blanks around them are taken away. The words never repeat them.
 */
export function trunkWarnings(
  values: Partial<Record<TrunkField, string | undefined>>,
  isQuoted: IsQuoted = () => false,
): FieldWarning[] {
  const warnings: FieldWarning[] = [];
  for (const field of trunkFields) {
    const written = values[field];
    if (written === undefined || written === '') continue;
    const found = strangeness(field, written, isQuoted);
    if (found) warnings.push({ field, ...found });
  }
  return warnings;
}

function strangeness(field: TrunkField, written: string, isQuoted: IsQuoted): Found | undefined {
  if (hasOddCharacter(written)) return { kind: 'oddCharacter', message: oddWords(field, written) };
  // A wrong type is an error of its own.
  if (field === 'trunktype') return undefined;
  const value = tidied(field, written);
  if (isWordForNothing(value) && !(mayBeAWord.has(field) && isQuoted(field))) {
    return { kind: 'nothing', message: nothingWords(field) };
  }
  const leaving = leavingWords(field, value);
  return leaving === undefined ? refusal(field, value) : { kind: 'leaving', message: leaving };
}

function oddWords(field: TrunkField, written: string): string {
  return l10n.t(
    '{0} has characters in it that do not show, or look like a common space: {1}. Take them out, unless they are meant.',
    field,
    namedOddCharacters(written),
  );
}

function nothingWords(field: TrunkField): string {
  return isAlwaysOptional(field)
    ? l10n.t(
        '{0} is sent as the very word that stands here, which other programs write for “nothing”. Leave {0} out.',
        field,
      )
    : l10n.t(
        '{0} is sent as the very word that stands here, which other programs write for “nothing”. Write the {0} that is meant.',
        field,
      );
}

/** Values that some of the family's boxes are documented to refuse, and blanks that a PBX may or may not take away. */
function refusal(field: TrunkField, value: string): Found | undefined {
  const isAddress = field === 'host' || field === 'domain';
  if (isAddress && value.length > 255) {
    return refused(l10n.t('Some PBXes refuse more than 255 characters in {0}.', field));
  }
  if (field === 'trunkname') {
    const [character] = /[!$()/#;[\]"=<>&'`^%@{}|]/.exec(value) ?? [];
    if (character !== undefined) {
      return refused(l10n.t('Some PBXes refuse the character {0} in a trunk name.', character));
    }
  }
  // Wherever they do not mean anything, they are gone by now.
  if (value !== value.trim()) {
    return { kind: 'blank', message: l10n.t('{0} begins or ends with a space. Is that meant?', field) };
  }
  if (field === 'trunkname' && value.length > 63) {
    return refused(l10n.t('Some PBXes refuse a trunk name of more than 63 characters.'));
  }
  const isCredential = field === 'username' || field === 'authname' || field === 'password';
  return isCredential && /[\s;&"'\\<>`|]/.test(value)
    ? refused(l10n.t('Some PBXes refuse spaces and the characters ; & " \' \\ < > ` | in {0}.', field))
    : undefined;
}

function refused(message: string): Found {
  return { kind: 'refused', message };
}
