import * as l10n from '@vscode/l10n';
import { addressProblem } from '../../core/address.ts';
import { showsPassword, type ExistingTrunk } from '../../core/compare.ts';
import { outsideText } from '../../core/outsideText.ts';
import { sentences } from '../../core/sentences.ts';
import { askItsp, type ItspQuestion, type ItspServices, type ItspStep } from '../../sip/askItsp.ts';
import { namesOf } from '../../sip/resolve.ts';
import type { Verdict } from '../../sip/verdict.ts';
import { stepMessage, verdictMessage, type PbxStatus } from './itspWords.ts';

/** One question and what came back. The names of the steps are part of the contract. */
interface ItspCheckStep {
  step: 'settings' | 'dns' | 'options' | 'register';
  ok: boolean;
  message: string;
}

/** What asking an ITSP came to. Never holds a password or a digest. */
export interface ItspCheck {
  steps: ItspCheckStep[];
  verdict: Verdict;
  /** What it means and what to do next. */
  message: string;
}

/** What a person or automation chooses. */
export type WantedTransport = ItspQuestion['transport'];

/** A check that ends before anything was asked. */
export function notAsked(message: string): ItspCheck {
  return { steps: [{ step: 'settings', ok: false, message }], verdict: 'notJudged', message };
}

/** The host that a check of this trunk would ask; undefined where there is nobody to ask. */
export function askedHost({ trunktype = '', host = '' }: ExistingTrunk): string | undefined {
  const isAsked = ['register', 'peer'].includes(trunktype.trim().toLowerCase()) && host.trim() !== '';
  return isAsked && addressProblem('host', host) === undefined ? host.trim() : undefined;
}

/**
 * Asks the ITSP of a trunk whether it answers and, for a register trunk, whether it accepts the account.
 * @param seen what the PBX says of the trunk, where it has it.
 * @throws the signal's reason.
 */
export async function checkWithItsp(
  trunk: ExistingTrunk,
  transport: WantedTransport,
  seen: PbxStatus | undefined,
  services: Omit<ItspServices, 'names'> & Partial<Pick<ItspServices, 'names'>>,
  signal: AbortSignal,
): Promise<ItspCheck> {
  const { trunkname, trunktype = '', port = '', username = '', authname = '', password = '' } = trunk;
  const type = trunktype.trim().toLowerCase();
  if (type === 'account') {
    return notAsked(
      l10n.t(
        '{0} is an account: the other side registers with the PBX, so there is no ITSP to ask.',
        outsideText(trunkname),
      ),
    );
  }
  const host = askedHost(trunk);
  const domain = trunk.domain?.trim() ?? '';
  if (host === undefined || addressProblem('domain', domain) !== undefined || !isPort(port.trim())) {
    return notAsked(
      l10n.t(
        'The settings of {0} name no host that could be asked. Correct its host, port and domain.',
        outsideText(trunkname),
      ),
    );
  }
  const isPeer = type === 'peer';
  const missing = isPeer ? '' : missingWords(trunk);
  const account =
    isPeer || missing !== '' ? undefined : { username, authname: authname || username, password };
  const number = port.trim() === '' ? undefined : Number(port);
  const answer = await askItsp(
    { host, port: number, domain, transport, account },
    { names: namesOf(), ...services },
    signal,
  );
  if (
    missing !== '' &&
    answer.verdict !== 'noServer' &&
    answer.verdict !== 'silent' &&
    answer.verdict !== 'tlsTrouble'
  ) {
    answer.verdict = 'notJudged';
  }
  const asked = { host, domain: domain === '' ? host : domain, username, isPeer };
  const message = sentences(missing, verdictMessage(asked, answer, seen));
  const steps = answer.steps.map((step, at): ItspCheckStep => {
    const isLast = at === answer.steps.length - 1;
    return { step: names[step.asked], ok: isOk(step, isLast), message: stepMessage(step) };
  });
  if (missing !== '') steps.unshift({ step: 'settings', ok: false, message: missing });
  return { steps, verdict: answer.verdict, message };
}

/** Blank leaves it to the DNS. */
function isPort(text: string): boolean {
  return text === '' || (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535);
}

const names = { DNS: 'dns', OPTIONS: 'options', REGISTER: 'register' } as const;

/** Why the account cannot be shown to anybody; blank where it can. */
function missingWords(trunk: ExistingTrunk): string {
  const { trunkname, username = '', authname = '', password = '' } = trunk;
  const name = outsideText(trunkname);
  if (username.trim() === '') return l10n.t('{0} has no username, so only the server was asked.', name);
  if (!showsPassword(trunk)) {
    return l10n.t('The password of {0} is not known here, so only the server was asked.', name);
  }
  return /[\p{Cc}\p{Cs}]/u.test(username + authname + password)
    ? l10n.t('{0} has a line break or another control character in it. Write it on one line.', name)
    : '';
}

/** A challenge is well where the password could be shown after it, and so is any answer to a mere question. */
function isOk({ asked, came }: ItspStep, isLast: boolean): boolean {
  if ('targets' in came) return true;
  if ('trouble' in came) return false;
  if (asked === 'OPTIONS') return came.status !== 403 && came.status < 600;
  return came.status < 300 || (came.isChallenge && !isLast);
}
