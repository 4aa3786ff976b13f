import * as l10n from '@vscode/l10n';
import { wordList } from './sentences.ts';

/** What became of one trunk on one PBX. The words are part of the contract with automation. */
export const outcomes = [
  'added',
  'updated',
  'unchanged',
  'skipped',
  'failed',
  'unknown',
  'deleted',
  'restored',
] as const;
export type Outcome = (typeof outcomes)[number];

/** The result for one trunk on one PBX. Never holds a password or a token. */
export interface TrunkOutcome {
  pbx: string;
  trunkname: string;
  outcome: Outcome;
  /** The PBX's own error number, as text, where it gave one. */
  errno?: string;
  /** What happened and what to do next, in the user's language. */
  message?: string;
}

/** The result of a whole run, in the order of the files and of the PBXes that they name. */
export interface ProvisionReport {
  outcomes: TrunkOutcome[];
  cancelled: boolean;
}

/** A line such as `12 added, 1 unchanged, 1 failed`. */
export function countWords(list: readonly { outcome: Outcome }[]): string {
  const words: Record<Outcome, (count: number) => string> = {
    added: (n) => l10n.t('{0} added', n),
    updated: (n) => l10n.t('{0} updated', n),
    deleted: (n) => l10n.t('{0} deleted', n),
    restored: (n) => l10n.t('{0} restored', n),
    unchanged: (n) => l10n.t('{0} unchanged', n),
    skipped: (n) => l10n.t('{0} skipped', n),
    failed: (n) => l10n.t('{0} failed', n),
    unknown: (n) => l10n.t('{0} unknown', n),
  };
  const parts = outcomes.flatMap((outcome) => {
    const count = list.filter((one) => one.outcome === outcome).length;
    return count > 0 ? [words[outcome](count)] : [];
  });
  return parts.length > 0 ? wordList(parts) : l10n.t('nothing to do');
}

/** An outcome as a report names it. */
export function outcomeWord(outcome: Outcome): string {
  const words: Record<Outcome, () => string> = {
    added: () => l10n.t('added'),
    updated: () => l10n.t('updated'),
    deleted: () => l10n.t('deleted'),
    restored: () => l10n.t('restored'),
    unchanged: () => l10n.t('unchanged'),
    skipped: () => l10n.t('skipped'),
    failed: () => l10n.t('failed'),
    unknown: () => l10n.t('unknown'),
  };
  return words[outcome]();
}
