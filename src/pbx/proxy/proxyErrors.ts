import * as l10n from '@vscode/l10n';
import { isPrivateAddress } from './noProxy.ts';
import { proxyCode } from './proxyCode.ts';
import type { ProxyRoute } from './proxyRoute.ts';

/**
 * How far it came: `settings` the setting is no HTTP proxy · `unreachable` no connection to the proxy · `refused` it said no ·
 * `eitherRefused` it or the PBX said no · `closed` it closed the connection instead of an answer · `otherProtocol` what answers is
 * no HTTP proxy.
 */
type ProxyTroubleKind = 'settings' | 'unreachable' | 'refused' | 'eitherRefused' | 'closed' | 'otherProtocol';

/** The way through a proxy did not come about. The message is for nobody: {@link proxyWords} has the words. */
export class ProxyTrouble extends Error {
  override readonly name = 'ProxyTrouble';
  readonly code = proxyCode;
  readonly route: ProxyRoute;
  readonly kind: ProxyTroubleKind;
  /** The HTTP status of its refusal. */
  readonly status: number | undefined;
  /** Node's or OpenSSL's code. */
  readonly systemCode: string | undefined;

  constructor(
    route: ProxyRoute,
    kind: ProxyTroubleKind,
    { status, systemCode }: { status?: number; systemCode?: string | undefined } = {},
  ) {
    super(kind);
    this.route = route;
    this.kind = kind;
    this.status = status;
    this.systemCode = systemCode;
  }
}

/** True for a status by which a proxy says that it did not pass a request on, or got no answer to it. */
export function isProxyStatus(status: number): boolean {
  // Some proxies have numbers of their own from 590 on.
  return [407, 502, 503, 504].includes(status) || status >= 590;
}

/** True for a status by which a proxy that is given a request may refuse it itself, or pass on that the PBX did. */
export function isRefusalByEither(status: number): boolean {
  return [401, 403, 511].includes(status);
}

/**
 * What a proxy did instead of leading to a PBX, and what to do next.
 * @param name the PBX's display name.
 * @param host of its URL, with the port where one is written.
 */
export function proxyWords(name: string, host: string, trouble: ProxyTrouble): string {
  const words = wordsOf(name, host, trouble);
  const address = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  if (trouble.status === 407 || !isPrivateAddress(address)) return words;
  return l10n.t(
    '{0} {1} is an address of a private network, which many proxies cannot reach: add it to the setting {2} to reach it directly.',
    words,
    address,
    'http.noProxy',
  );
}

function wordsOf(name: string, host: string, { kind, route, status, systemCode }: ProxyTrouble): string {
  const { host: proxy, source } = route;
  switch (kind) {
    case 'settings':
      return l10n.t(
        '{0} ({1}) was not asked, for {2} is not the address of an HTTP proxy. Correct it, such as {3}.',
        name,
        host,
        source,
        'http://proxy.example.com:3128',
      );
    case 'unreachable':
      return l10n.t(
        'The proxy {0} on the way to {1} ({2}) could not be reached ({3}), so nothing was sent. Check the network, and {4}, which names the proxy.',
        proxy,
        name,
        host,
        systemCode ?? '?',
        source,
      );
    case 'closed':
      return l10n.t(
        'The proxy {0} closed the connection instead of opening a way to {1} ({2}), so nothing was sent. Check that the PBX is on, and the host and port of its URL; if they are right, ask whoever looks after the proxy.',
        proxy,
        name,
        host,
      );
    case 'otherProtocol':
      return l10n.t(
        'What answers at {0} on the way to {1} ({2}) is not an HTTP proxy, so nothing was sent. Check {3}, which names it.',
        proxy,
        name,
        host,
        source,
      );
    case 'refused':
      return refusalWords(name, host, route, status ?? 0);
    case 'eitherRefused':
      return l10n.t(
        'Either the proxy {0} or {1} ({2}) behind it refused the request (HTTP {3}). Ask whoever looks after the proxy to allow it, or add the address to the setting {4}. If the PBX refused it, check the API user name, the password and the path of its URL.',
        proxy,
        name,
        host,
        status ?? 0,
        'http.noProxy',
      );
  }
}

function refusalWords(name: string, host: string, route: ProxyRoute, status: number): string {
  const { host: proxy, source, authorization } = route;
  if (status === 407) {
    return authorization === undefined
      ? l10n.t(
          'The proxy {0} on the way to {1} ({2}) wants a user name and a password (HTTP {3}). Write them into {4}, or the header into {5}.',
          proxy,
          name,
          host,
          status,
          source,
          'http.proxyAuthorization',
        )
      : l10n.t(
          'The proxy {0} on the way to {1} ({2}) does not accept the user name and the password for it (HTTP {3}). Check {4} and {5}.',
          proxy,
          name,
          host,
          status,
          source,
          'http.proxyAuthorization',
        );
  }
  return isProxyStatus(status)
    ? l10n.t(
        'The proxy {0} could not reach {1} ({2}) (HTTP {3}). Check that the PBX is on, and the host and port of its URL.',
        proxy,
        name,
        host,
        status,
      )
    : l10n.t(
        'The proxy {0} does not open a way to {1} ({2}) (HTTP {3}). Ask whoever looks after the proxy to allow it, or add the address to the setting {4}.',
        proxy,
        name,
        host,
        status,
        'http.noProxy',
      );
}
