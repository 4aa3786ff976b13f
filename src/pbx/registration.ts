/** What a status of `trunklist/query` means; the boxes differ in case, and Yeastar adds a remark in brackets. */
export type Registration = 'registered' | 'registering' | 'failure' | 'disabled' | 'unknown';

/** Reads the PBX's word for a status. */
export function registrationOf(status: string | undefined): Registration {
  const word = (status ?? '').trim().toLowerCase();
  if (word.startsWith('registered')) return 'registered';
  if (word.startsWith('registering')) return 'registering';
  if (word.startsWith('fail')) return 'failure';
  if (word.startsWith('disable')) return 'disabled';
  return 'unknown';
}
