import * as l10n from '@vscode/l10n';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import { registrationOf } from '../../pbx/registration.ts';
import type { ItspAnswer, ItspStep } from '../../sip/askItsp.ts';
import type { Verdict } from '../../sip/verdict.ts';

/** A trunk as the words name it. */
export interface AskedTrunk {
  host: string;
  domain: string;
  username: string;
  isPeer: boolean;
}

/** What a PBX itself says of the trunk. */
export interface PbxStatus {
  pbx: string;
  status: string;
}

/** One question to an ITSP, where it went, and what came back. */
export function stepMessage({ asked, where, milliseconds, came }: ItspStep): string {
  const name = outsideText(typeof where === 'string' ? where : hostAndPort(where), longestValue);
  if ('targets' in came) {
    const places = [...new Set(came.targets.map(hostAndPort))];
    return l10n.t('{0} leads to {1}.', name, wordList(places.map((one) => outsideText(one, longestValue))));
  }
  if (typeof where === 'string') {
    return l10n.t('{0} leads to no address ({1}).', name, 'code' in came ? outsideText(came.code) : '');
  }
  const way = where.transport.toUpperCase();
  return l10n.t('{0} to {1} over {2}: {3} ({4} ms).', asked, name, way, cameWords(came), milliseconds);
}

function cameWords(came: Exclude<ItspStep['came'], { targets: unknown }>): string {
  if ('status' in came) return answerWords(came);
  switch (came.trouble) {
    case 'noServer':
      return l10n.t('no server there ({0})', outsideText(came.code));
    case 'silent':
      return l10n.t('no answer');
    case 'closed':
      return l10n.t('closed without an answer');
    case 'unreadable':
      return l10n.t('an answer that is not SIP');
    case 'tls':
      return l10n.t('no TLS connection ({0})', outsideText(came.code));
  }
}

/** The code and the reason phrase of an answer. */
function answerWords({ status, reason }: Pick<ItspAnswer, 'status' | 'reason'>): string {
  return outsideText(`${(status ?? 0).toString()} ${reason ?? ''}`.trim());
}

/** What the answers mean and what to do next. */
export function verdictMessage(trunk: AskedTrunk, answer: ItspAnswer, seen: PbxStatus | undefined): string {
  const isAccepted = answer.verdict === 'works' && !trunk.isPeer;
  return sentences(
    verdictWords(trunk, answer),
    seen ? statusWords(seen, isAccepted) : '',
    l10n.t('It was asked from this computer, not from the PBX.'),
  );
}

function verdictWords(trunk: AskedTrunk, answer: ItspAnswer): string {
  const host = outsideText(trunk.host, longestValue);
  const words: Record<Verdict, () => string> = {
    works: () =>
      trunk.isPeer
        ? l10n.t(
            'A SIP server answers at {0}. Whether it takes the calls of the PBX shows only a call.',
            host,
          )
        : sentences(l10n.t('{0} accepts this account.', host), contactWords(answer.contacts ?? 0)),
    wrongPassword: () =>
      l10n.t('{0} refuses the password or the authname of {1}. Correct them.', host, user(trunk)),
    unknownAccount: () =>
      l10n.t('{0} does not know the user {1}. Check username and domain.', host, user(trunk)),
    wrongDomain: () =>
      l10n.t(
        '{0} refused before it asked for a password ({1}): it does not serve the domain {2}, or not this computer. Check the domain.',
        host,
        answerWords(answer),
        outsideText(trunk.domain, longestValue),
      ),
    refused: () =>
      trunk.isPeer
        ? l10n.t(
            '{0} refused: {1}. It may know the address of the PBX, and not this computer.',
            host,
            answerWords(answer),
          )
        : l10n.t('{0} refused: {1}. Ask the ITSP whether the account is barred.', host, answerWords(answer)),
    noServer: () => l10n.t('No SIP server was found at {0}. Check host and port.', host),
    silent: () =>
      l10n.t(
        '{0} does not answer. Check host and port; a firewall may be in the way, or a list of addresses that it answers.',
        host,
      ),
    tlsTrouble: () =>
      l10n.t('No TLS connection to {0} that can be trusted, so nothing was sent. The output says why.', host),
    notJudged: () =>
      answer.status === undefined
        ? l10n.t('{0} was not asked about the account.', host)
        : l10n.t(
            '{0} answered {1}. That does not tell whether the account is right.',
            host,
            answerWords(answer),
          ),
  };
  return words[answer.verdict]();
}

function user({ username }: AskedTrunk): string {
  return outsideText(username);
}

function contactWords(count: number): string {
  return count === 0
    ? l10n.t('Nobody is registered with it now.')
    : l10n.t('Somebody is registered with it now, presumably the PBX.');
}

/** What the PBX says, beside what the ITSP says. */
function statusWords({ pbx, status }: PbxStatus, isAccepted: boolean): string {
  const [name, word] = [outsideText(pbx), outsideText(status)];
  return isAccepted && registrationOf(status) !== 'registered'
    ? l10n.t(
        'Yet {0} says {1}: look at the way from the PBX, which is its firewall, its DNS and its outbound proxy.',
        name,
        word,
      )
    : l10n.t('{0} says {1}.', name, word);
}

function hostAndPort({ address, port }: { address: string; port: number }): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port.toString()}`;
}
