import type { TrunkField } from '../trunk.ts';

/** The name for the secret of an exported trunk, if it is free. */
export function exportedSecretName(pbx: string, trunkname: string, field: TrunkField = 'password'): string {
  const whole = [pbx, trunkname, ...(field === 'password' ? [] : [field])].join('-');
  return withoutSpecials(whole).replace(/(?<=[^-])-+$/, '');
}

/** The name for the password of a trunk that is copied out of the form, if it is free. */
export function copiedSecretName(trunkname: string): string {
  return withoutSpecials(trunkname).replace(/^-+|-+$/g, '') || 'trunk';
}

/** The name for the password of a trunk that stands in clear text in a file, if it is free: as near to the trunk's as can be. */
export function movedSecretName(trunkname: string): string {
  return trunkname.replace(/[${}\p{Cc}]+/gu, ' ').trim() || 'password';
}

/** Text with nothing in it that YAML, or a reader, could take for something else. */
function withoutSpecials(text: string): string {
  return text.replace(/[^\p{L}\p{N}._-]+/gu, '-');
}
