import type { SecureContext } from 'node:tls';
import { isIPv6 } from 'node:net';
import { SipTrouble, type Trouble } from './channel.ts';
import { answerChallenge, firstKnown, type SipAccount } from './digest.ts';
import type { SipRequest, SipResponse } from './message.ts';
import { findTargets, transports, type Names, type Target, type Transport } from './resolve.ts';
import { ask, randomToken, usualTiming, type Timing } from './transaction.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** What is asked, and whom. */
export interface ItspQuestion {
  host: string;
  /** Without it, the DNS says it. */
  port: number | undefined;
  /** Blank for the host. */
  domain: string;
  transport: Transport | 'auto';
  /** Who registers; without it only OPTIONS is sent. */
  account: SipAccount | undefined;
}

/** What asking takes. */
export interface ItspServices {
  names: Names;
  /** Who may certify a server; what Node does by itself where it is left out. */
  secureContext?: SecureContext | undefined;
  timing?: Timing;
  /** Told each digest before it is sent: whoever has it can try passwords, so it may be shown nowhere. */
  onSecret: (digest: string) => void;
}

/** One question and what came of it. */
export interface ItspStep {
  asked: 'DNS' | SipRequest['method'];
  /** The name that was asked for, or the target. */
  where: string | Target;
  milliseconds: number;
  /** The addresses that were found, the answer, or why there is none. */
  came:
    | { targets: readonly Target[] }
    | { status: number; reason: string; isChallenge: boolean }
    | { trouble: Trouble; code: string };
}

/** All that was asked, and what it means. */
export interface ItspAnswer {
  steps: ItspStep[];
  verdict: Verdict;
  /** The last answer, where there was one. */
  status?: number;
  reason?: string;
  /** Over what it came. */
  transport?: Transport;
  /** How many contacts are registered now, as the answer to REGISTER lists them. */
  contacts?: number;
}

/** What counts most where no server answered. */
const worst: Record<Trouble, Verdict> = {
  tls: 'tlsTrouble',
  silent: 'silent',
  closed: 'silent',
  unreadable: 'noServer',
  noServer: 'noServer',
};

/**
 * Asks an ITSP whether it accepts an account. It never changes who is registered: the REGISTER has no Contact (RFC 3261, 10.2.3).
 * The transports are tried one after the other until one of them brings an answer.
 * @throws the signal's reason, and nothing else that a server or the network does.
 */
export async function askItsp(
  question: ItspQuestion,
  services: ItspServices,
  signal: AbortSignal,
): Promise<ItspAnswer> {
  const { transport, account } = question;
  const host = question.host.replace(/^\[(.*)\]$/, '$1');
  const steps: ItspStep[] = [];
  const wanted = transport === 'auto' ? transports : [transport];
  const found = await take(steps, { asked: 'DNS', where: host }, async () => {
    const targets = await unlessAborted(
      findTargets(host, question.port, wanted, transport === 'tls', services.names),
      signal,
    );
    if (targets.length === 0) throw new SipTrouble('noServer', 'ENOTFOUND');
    return { value: targets, came: { targets } };
  });
  if (found instanceof SipTrouble) return { steps, verdict: worst[found.trouble] };

  const troubles: Trouble[] = [];
  const trust = { host, secureContext: services.secureContext };
  for (const target of found) {
    const requests = new Requests(question, target);
    const send = (authorization?: readonly [string, string]) =>
      take(steps, { asked: requests.method, where: target }, async () => {
        const { request, sequence } = requests.next(authorization);
        const value = await ask(request, sequence, target, trust, signal, services.timing ?? usualTiming);
        const { status, reason } = value;
        return { value, came: { status, reason, isChallenge: status === 401 || status === 407 } };
      });
    const first = await send();
    if (first instanceof SipTrouble) {
      troubles.push(first.trouble);
      continue;
    }
    const { answered, last } = account
      ? await answerChallenges(first, account, requests, services, send)
      : { answered: [], last: first };
    if (last instanceof SipTrouble)
      return { steps, verdict: worst[last.trouble], transport: target.transport };
    const { status, reason } = last;
    return {
      ...{ steps, status, reason, transport: target.transport },
      verdict: verdictOf(account ? 'REGISTER' : 'OPTIONS', last, answered),
      ...(account && status < 300 && { contacts: contactsIn(last) }),
    };
  }
  const order = Object.keys(worst) as Trouble[];
  const trouble = order.find((one) => troubles.includes(one)) ?? 'noServer';
  return { steps, verdict: worst[trouble] };
}

/** The challenges that were answered, by their status, and what came last. */
interface Answered {
  answered: number[];
  last: SipResponse | SipTrouble;
}

/** Answers one challenge, and one more only where the server says that the nonce was too old: callers who try again are blocked. */
async function answerChallenges(
  first: SipResponse,
  account: SipAccount,
  requests: Requests,
  { onSecret }: ItspServices,
  send: (authorization: readonly [string, string]) => Promise<SipResponse | SipTrouble>,
): Promise<Answered> {
  const answered: number[] = [];
  let last = first;
  for (;;) {
    const name = ({ 401: 'WWW', 407: 'Proxy' } as Record<number, string | undefined>)[last.status];
    const challenge = name && firstKnown(last.fields.get(`${name.toLowerCase()}-authenticate`) ?? []);
    if (!challenge || answered.length === 2) return { answered, last };
    if (answered.length === 1 && !challenge.stale) return { answered, last };
    const { value, response } = answerChallenge(challenge, account, requests.method, requests.uri);
    onSecret(response);
    answered.push(last.status);
    const next = await send([name === 'WWW' ? 'Authorization' : 'Proxy-Authorization', value]);
    if (next instanceof SipTrouble) return { answered, last: next };
    last = next;
  }
}

/** The requests of one press: the same call, with the next number each (RFC 3261, 10.2). */
class Requests {
  readonly method: SipRequest['method'];
  readonly uri: string;
  readonly #fields: SipRequest['fields'];
  #sequence = 0;

  constructor({ host, port, domain, account }: ItspQuestion, { transport }: Target) {
    this.method = account ? 'REGISTER' : 'OPTIONS';
    const name = inUri(domain.trim() === '' ? host : domain.trim());
    const usual = transport === 'tls' ? 5061 : 5060;
    // A registrar knows itself by its domain, or by where it listens.
    const isHost = name.toLowerCase() === inUri(host).toLowerCase();
    this.uri = `sip:${name}${isHost && port !== undefined && port !== usual ? `:${port.toString()}` : ''}`;
    const own = account ? `sip:${escaped(account.username)}@${name}` : `sip:ping@${name}`;
    this.#fields = [
      ['Max-Forwards', '70'],
      ['From', `<${own}>;tag=${randomToken()}`],
      ['To', `<${account ? own : this.uri}>`],
      ['Call-ID', randomToken()],
      ['User-Agent', 'PBX-Trunks'],
    ];
  }

  next(authorization: readonly [string, string] | undefined): { request: SipRequest; sequence: number } {
    this.#sequence += 1;
    const { method, uri } = this;
    const fields = authorization ? [...this.#fields, authorization] : this.#fields;
    return { request: { method, uri, fields }, sequence: this.#sequence };
  }
}

/** Does one step and writes down what came of it. */
async function take<T>(
  steps: ItspStep[],
  step: Pick<ItspStep, 'asked' | 'where'>,
  work: () => Promise<{ value: T; came: ItspStep['came'] }>,
): Promise<T | SipTrouble> {
  const start = performance.now();
  const done = (came: ItspStep['came']) => {
    steps.push({ ...step, milliseconds: Math.round(performance.now() - start), came });
  };
  try {
    const { value, came } = await work();
    done(came);
    return value;
  } catch (error) {
    const trouble =
      error instanceof SipTrouble
        ? error
        : step.asked === 'DNS' && error instanceof Error && 'code' in error
          ? new SipTrouble('noServer', String(error.code))
          : undefined;
    if (!trouble) throw error;
    done({ trouble: trouble.trouble, code: trouble.message });
    return trouble;
  }
}

/** Nobody can stop a question to the DNS, but nobody has to wait for it either. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  return await Promise.race([work, aborted]).finally(() => {
    signal.removeEventListener('abort', stop);
  });
}

/** A contact each, or several in one field. A comma in quotes or brackets is none between two of them. */
function contactsIn({ fields }: SipResponse): number {
  const all = (fields.get('contact') ?? []).join(',').replace(/"(?:[^"\\]|\\.)*"|<[^>]*>/g, 'x');
  return all.split(',').filter((one) => one.trim() !== '').length;
}

function inUri(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** A user as a URI has it (RFC 3261, 25.1). */
function escaped(user: string): string {
  return encodeURIComponent(user).replace(/%(?:26|3D|2B|24|2C|3B|3F|2F)/g, decodeURIComponent);
}
