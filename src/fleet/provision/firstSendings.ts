import * as l10n from '@vscode/l10n';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import { reasonOf } from '../files/reasonOf.ts';
import type { Fleet, Sending } from '../ports.ts';
import type { ProvisionWork } from './provision.ts';

/** How many secrets are named at each address. No address is left out: somebody has to see each. */
const mostNames = 5;

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
  return [...groups.values()].map((own) => wordsFor(own));
}

/**
 * Follows a run as `observer` does, and remembers on each PBX what it is about to send there, before the first write. That
 * this fails is no reason to stop a run: it will be told of as a first time once more.
 * @param update whether the run changes trunks that differ.
 */
export function rememberingSendings(
  { pbxes, sentValues, log }: Pick<Fleet, 'pbxes' | 'sentValues' | 'log'>,
  work: readonly ProvisionWork[],
  update: boolean,
  observer: RunObserver,
): RunObserver {
  const remember = async (name: string, { trunks }: Comparison) => {
    const toSend = work
      .filter(({ pbx }) => pbx === name)
      .filter(
        (_, index) => trunks[index]?.action === 'add' || (update && trunks[index]?.action === 'update'),
      );
    try {
      const news = firstSendings({ pbxes, sentValues }, toSend);
      if (news.length > 0) await sentValues.remember(news);
    } catch (error) {
      log.warn(
        l10n.t('{0}: which secrets go there could not be kept: {1}', outsideText(name), reasonOf(error)),
      );
    }
  };
  return {
    ...observer,
    onCompared: async (name, comparison) => {
      const [reason] = await Promise.all([
        observer.onCompared?.(name, comparison),
        remember(name, comparison),
      ]);
      return reason;
    },
  };
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
  const origin = outsideText(first.origin, longestValue);
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
  return shortOutsideList(
    own.map(({ name }) => name),
    mostNames,
  );
}
