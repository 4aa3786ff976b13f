import { trunkTypes, type TrunkType } from '../trunk.ts';
import { normalizeHeader } from './columns.ts';

/** The words for each type in the exports: the API's own, Yeastar's (S: its web page; P: its CSV), FreePBX's `registration`. */
const words: Record<TrunkType, readonly string[]> = {
  register: ['register', 'registration', 'registertrunk', 'voipregistertrunk', 'sipregistertrunk', 'send'],
  peer: [
    'peer',
    'peertopeer',
    'peertrunk',
    'voippeertrunk',
    'sippeertrunk',
    'none',
    'didbased',
    'portbased',
    'privatenetwork',
  ],
  account: ['account', 'accounttrunk', 'voipaccounttrunk', 'sipaccounttrunk', 'receive'],
};
const sip = ['sip', 'pjsip', 'chansip', 'chanpjsip', 'voip'];
const otherTechnologies = new Set([
  'iax',
  'iax2',
  'dahdi',
  'zap',
  'zaptel',
  'fxo',
  'fxs',
  'pstn',
  'gsm',
  'umts',
  '3g',
  '4g',
  'lte',
  'volte',
  'bri',
  'pri',
  'e1',
  't1',
  'j1',
  'isdn',
  'misdn',
  'enum',
  'dundi',
  'custom',
  'analog',
]);
const byWord = new Map(trunkTypes.flatMap((type) => words[type].map((word) => [word, type] as const)));

/** What a word in the column of the type or the technology means. */
export type TrunkKind = { type: TrunkType } | { technology: string } | 'sip' | undefined;

/** Undefined for a word that means nothing here. */
export function trunkKindOf(written: string): TrunkKind {
  const word = normalizeHeader(written);
  const type = byWord.get(word);
  if (type) return { type };
  if (sip.includes(word)) return 'sip';
  // From the list, not from the file: what stands in a column may be anything.
  return otherTechnologies.has(word) ? { technology: word.toUpperCase() } : undefined;
}

/** The type of a trunk of which no column tells it: who has no account is a peer, who has no host is called. */
export function likeliestType(has: { host: boolean; username: boolean; password: boolean }): TrunkType {
  if (!has.host) return has.username || has.password ? 'account' : 'peer';
  return has.username || has.password ? 'register' : 'peer';
}
