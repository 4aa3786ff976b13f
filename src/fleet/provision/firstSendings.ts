import * as l10n from '@vscode/l10n';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import type { Fleet, Sending } from '../ports.ts';
import type { ProvisionWork } from './provision.ts';

/** How many addresses are named one by one. */
const mostLines = 5;

/**
 * What would go where it never went before: the values of placeholders, by their names, and the origins of the PBXes.
 * @param work what is to be sent.
 */
export function firstSendings(
  { pbxes, sentValues }: Pick<Fleet, 'pbxes' | 'sentValues'>,
  work: readonly ProvisionWork[],
): Sending[] {
  return sentValues.unsent(sendingsOf(pbxes, work));
}

/** One line for each address, such as `The secret itsp goes to https://192.0.2.1:8088 for the first time.` */
export function firstSendingWords(sendings: readonly Sending[]): string[] {
  const groups = new Map<string, Sending[]>();
  for (const one of sendings) {
    const key = JSON.stringify([one.origin, one.kind]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const lines = [...groups.values()].map((own) => wordsFor(own));
  const more = lines.length - mostLines;
  return more > 0
    ? [...lines.slice(0, mostLines), l10n.t('And {0} more first times like these.', more)]
    : lines;
}

/** Remembers what a run has sent, or may have sent. @param outcomes in the order of `work`. */
export async function rememberSendings(
  { pbxes, sentValues }: Pick<Fleet, 'pbxes' | 'sentValues'>,
  work: readonly ProvisionWork[],
  outcomes: readonly TrunkOutcome[],
): Promise<void> {
  const sent = work.filter((_, index) => {
    const { outcome, errno } = outcomes[index] ?? {};
    return outcome === 'added' || outcome === 'updated' || outcome === 'unknown' || errno !== undefined;
  });
  const news = firstSendings({ pbxes, sentValues }, sent);
  if (news.length > 0) await sentValues.remember(news);
}

function sendingsOf(pbxes: Fleet['pbxes'], work: readonly ProvisionWork[]): Sending[] {
  const found = new Map<string, Sending>();
  for (const { pbx, url = pbxes.addressOf(pbx), placeholders } of work) {
    if (url === undefined || !placeholders) continue;
    const { origin } = new URL(url);
    for (const kind of ['secret', 'env'] as const) {
      for (const name of placeholders[kind]) {
        found.set(JSON.stringify([kind, name, origin]), { kind, name, origin });
      }
    }
  }
  return [...found.values()];
}

function wordsFor(own: readonly Sending[]): string {
  const [first] = own;
  if (!first) return '';
  const origin = outsideText(first.origin, 300);
  if (first.kind === 'secret') {
    return own.length === 1
      ? l10n.t('The secret {0} goes to {1} for the first time.', outsideText(first.name), origin)
      : l10n.t('The secrets {0} go to {1} for the first time.', namesOf(own), origin);
  }
  return own.length === 1
    ? l10n.t('The environment variable {0} goes to {1} for the first time.', outsideText(first.name), origin)
    : l10n.t('The environment variables {0} go to {1} for the first time.', namesOf(own), origin);
}

function namesOf(own: readonly Sending[]): string {
  return shortOutsideList(own.map(({ name }) => name));
}
