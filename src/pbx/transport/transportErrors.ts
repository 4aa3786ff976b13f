import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { AuthorityFileTrouble } from '../tls/authorities.ts';
import { CertificateTrouble } from '../tls/certificateTrouble.ts';
import { PbxError } from '../errors.ts';
import {
  handshakeWords,
  isTlsRecord,
  saysThatItWantsTls,
  wantsTlsWords,
  type ConnectError,
} from '../tls/handshakeErrors.ts';
import { isProxyStatus, isRefusalByEither, ProxyTrouble, proxyWords } from '../proxy/proxyErrors.ts';
import type { ProxyRoute } from '../proxy/proxyRoute.ts';
import { authorityFileWords, certificateWords } from '../tls/tlsErrors.ts';

/** No answer of the API comes near it; a PBX that sends more is not one. */
export const maxAnswerBytes = 8 * 1024 * 1024;

/** How far a request came. */
export type Phase = 'connecting' | 'waiting' | 'receiving' | 'reading';

/** Makes the errors of a {@link Transport}: what failed, whether the PBX may have acted, and what to do next. */
export class TransportErrors {
  readonly #name: string;
  readonly #host: string;
  readonly #timeoutMs: number;
  readonly #proxy: ProxyRoute | undefined;
  readonly #answersItself: ProxyRoute | undefined;

  /**
   * @param proxy the one on the way to the PBX.
   * @param isGiven whether the proxy is given the requests themselves, so that an answer may be its own.
   */
  constructor(name: string, host: string, timeoutMs: number, proxy?: ProxyRoute, isGiven = false) {
    this.#name = outsideText(name);
    this.#host = host;
    this.#timeoutMs = timeoutMs;
    this.#proxy = proxy;
    this.#answersItself = isGiven ? proxy : undefined;
  }

  /** It took too long. */
  timedOut(phase: Phase, inLine = false): PbxError {
    const message = this.#timeoutWords(phase === 'connecting' && inLine ? 'waiting' : phase);
    return new PbxError('timeout', message, { mayHaveArrived: phase !== 'connecting' });
  }

  /**
   * An HTTP status other than 2xx.
   * @param body of the answer, as far as it was read.
   */
  wrongStatus(status: number, body = ''): PbxError {
    const name = this.#name;
    if (saysThatItWantsTls(body)) {
      return new PbxError('status', wantsTlsWords(name, this.#host), { status });
    }
    // What may be the proxy's own refusal says nothing about the password for the PBX.
    const isEither = isRefusalByEither(status);
    if (this.#answersItself && (isEither || isProxyStatus(status))) {
      const trouble = new ProxyTrouble(this.#answersItself, isEither ? 'eitherRefused' : 'refused', {
        status,
      });
      const words = proxyWords(name, this.#host, trouble);
      return new PbxError('connection', words, { code: trouble.code, mayHaveArrived: status !== 407 });
    }
    const message =
      status >= 300 && status < 400
        ? l10n.t(
            '{0} ({1}) answered with a redirect (HTTP {2}). Edit this PBX and check the scheme, port and path of its URL.',
            name,
            this.#host,
            status,
          )
        : status >= 500
          ? l10n.t(
              '{0} ({1}) answered with an error of its own (HTTP {2}). Try again in a moment.',
              name,
              this.#host,
              status,
            )
          : l10n.t(
              '{0} ({1}) has no API at this address (HTTP {2}). Edit this PBX and check the port and path of its URL.',
              name,
              this.#host,
              status,
            );
    return new PbxError('status', message, { status, mayHaveArrived: status >= 500 });
  }

  /** The answer is compressed, though no request allows that. */
  encoded(): PbxError {
    const message = l10n.t(
      '{0} ({1}) compressed its answer, though it was not asked to. Look for a proxy in between, and switch that off.',
      this.#name,
      this.#host,
    );
    return new PbxError('answer', message, { mayHaveArrived: true });
  }

  /** undici's error, told apart by its code and by how far the request had come. */
  failed(error: ConnectError, phase: Phase): PbxError {
    const name = this.#name;
    const code = error.code;
    const details = { code, mayHaveArrived: phase !== 'connecting' };
    if (error instanceof CertificateTrouble) {
      return new PbxError('tls', certificateWords(name, this.#host, error), details);
    }
    if (error instanceof ProxyTrouble) {
      return new PbxError('connection', proxyWords(name, this.#host, error), details);
    }
    if (error instanceof AuthorityFileTrouble) {
      return new PbxError('tls', authorityFileWords(name, error), details);
    }
    if (phase === 'connecting') {
      const handshake = handshakeWords(name, this.#host, error);
      if (handshake !== undefined) return new PbxError('tls', handshake, details);
      if (code === 'UND_ERR_CONNECT_TIMEOUT') return this.timedOut(phase);
      return new PbxError(
        'connection',
        l10n.t('{0} ({1}) could not be reached: {2}', name, this.#host, wordsForConnectCode(code)),
        details,
      );
    }
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
      return new PbxError(
        'answer',
        l10n.t(
          '{0} ({1}) sent an answer of more than {2} MiB, which no PBX does. Check the URL.',
          name,
          this.#host,
          maxAnswerBytes / 1024 / 1024,
        ),
        details,
      );
    }
    // In the middle of an HTTP answer, it says nothing about the port.
    if (phase !== 'receiving' && isTlsRecord(error)) {
      return new PbxError('answer', wantsTlsWords(name, this.#host), { code });
    }
    if (isMalformed(error, phase)) {
      return new PbxError(
        'answer',
        l10n.t(
          '{0} ({1}) answered in HTTP that cannot be read: its head is too long, its lengths contradict each other, or its lines do not end as they must. Update its firmware, and look for a proxy in between.',
          name,
          this.#host,
        ),
        details,
      );
    }
    if (error.name === 'HTTPParserError') {
      return new PbxError(
        'answer',
        l10n.t(
          '{0} ({1}) did not answer in HTTP. Edit this PBX and check the scheme and port of its URL.',
          name,
          this.#host,
        ),
        details,
      );
    }
    if (phase === 'receiving') {
      return new PbxError(
        'answer',
        l10n.t(
          '{0} ({1}) ended the connection in the middle of its answer. Try again in a moment.',
          name,
          this.#host,
        ),
        details,
      );
    }
    return new PbxError(
      'connection',
      l10n.t(
        '{0} ({1}) ended the connection before it answered. Try again; if it does so each time, check the scheme and port of its URL.',
        name,
        this.#host,
      ),
      details,
    );
  }

  #timeoutWords(phase: Phase): string {
    const [name, host, seconds] = [this.#name, this.#host, this.#timeoutMs / 1000];
    const setting = 'pbx.requestTimeout';
    switch (phase) {
      case 'connecting':
        return this.#proxy
          ? l10n.t(
              'The proxy {0} on the way to {1} ({2}) did not open it within {3} s. Check that both are on and that {4} names the right proxy.',
              this.#proxy.host,
              name,
              host,
              seconds,
              this.#proxy.source,
            )
          : l10n.t(
              '{0} ({1}) did not accept the connection within {2} s. Check that it is on and reachable from here.',
              name,
              host,
              seconds,
            );
      case 'waiting':
        return l10n.t(
          '{0} ({1}) did not answer within {2} s. Check that its API is working, or raise {3}.',
          name,
          host,
          seconds,
          setting,
        );
      case 'receiving':
        return l10n.t(
          '{0} ({1}) did not come to the end of its answer within {2} s. Try again, or raise {3}.',
          name,
          host,
          seconds,
          setting,
        );
      case 'reading':
        return l10n.t(
          'The answer of {0} ({1}) could not be read within {2} s. Try again, or raise {3}.',
          name,
          host,
          seconds,
          setting,
        );
    }
  }
}

/** True for what is HTTP, but breaks its rules. undici tells some of it apart in words alone. */
function isMalformed({ name, message, code }: Error & { code?: string }, phase: Phase): boolean {
  if (name === 'HTTPParserError') return !message.includes('Expected HTTP/');
  return (
    code === 'UND_ERR_HEADERS_OVERFLOW' ||
    (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && phase === 'waiting') ||
    (code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test(message))
  );
}

function wordsForConnectCode(code: string | undefined): string {
  switch (code) {
    case 'ECONNREFUSED':
      return l10n.t('nothing listens at this port. Check the port, and that the API is switched on.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return l10n.t('its name is not known. Check the spelling, or use the IP address.');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return l10n.t('there is no way to this address. Check the network or the VPN.');
    case 'ETIMEDOUT':
      return l10n.t('it does not answer. Check that it is on and reachable from here.');
    case 'UND_ERR_DESTROYED':
      return l10n.t('its connections were closed here, for example because its settings changed. Try again.');
    case undefined:
    default:
      return l10n.t('the connection failed ({0}). Check the address and the network.', code ?? '?');
  }
}
