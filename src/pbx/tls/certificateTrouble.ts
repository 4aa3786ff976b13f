import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import { pinMismatchCode } from './certificateCodes.ts';

/** What a certificate says of itself, as it says it: every text in it may have been written by anybody. */
export interface CertificateFacts {
  /** `sha256:` and 64 lower-case hex digits, as the setting `certificate` has it. */
  fingerprint: string;
  subject: string;
  issuer: string;
  /** The names and addresses that it is for. */
  names: string[];
  /** As the certificate prints it, for example `Nov 23 04:31:07 2036 GMT`. */
  validFrom: string;
  validTo: string;
  /** The size of its RSA key in bits; undefined for other keys. */
  rsaBits: number | undefined;
}

/** A certificate that is not accepted. The message is for nobody: tlsErrors.ts has the words. */
export class CertificateTrouble extends Error {
  override readonly name = 'CertificateTrouble';
  /** OpenSSL's or Node's code, or {@link pinMismatchCode}. */
  readonly code: string;
  readonly shown: CertificateFacts;
  /** The fingerprint that was to be shown, where one is pinned. */
  readonly pinned: string | undefined;
  /** The authority above the certificate that has expired, where it is not the certificate itself. */
  readonly expired: CertificateFacts | undefined;

  constructor(code: string, shown: CertificateFacts, pinned?: string, expired?: CertificateFacts) {
    super(code);
    this.code = code;
    this.shown = shown;
    this.pinned = pinned;
    this.expired = expired;
  }
}

/**
 * Why the certificate of a connection is not accepted; undefined for one that is. With `pinned`, exactly the one with that
 * fingerprint is accepted, whatever any authority says.
 */
export function troubleOf(socket: TLSSocket, pinned: string | undefined): CertificateTrouble | undefined {
  if (pinned === undefined && socket.authorized) return undefined;
  const certificate = socket.getPeerCertificate(true);
  const shown = factsOf(certificate);
  if (pinned !== undefined) {
    return shown.fingerprint === pinned ? undefined : new CertificateTrouble(pinMismatchCode, shown, pinned);
  }
  // Node's types call it an error; it is the code.
  const code = String(socket.authorizationError);
  return new CertificateTrouble(code, shown, undefined, expiredAuthority(certificate));
}

/** A connection without a certificate has a fingerprint that none has. */
export function factsOf(certificate: Partial<PeerCertificate>): CertificateFacts {
  const { fingerprint256 = '', subject = {}, issuer = {}, subjectaltname } = certificate;
  return {
    fingerprint: `sha256:${fingerprint256.replaceAll(':', '').toLowerCase()}`,
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: subjectaltname === undefined ? [nameOf(subject)] : alternativeNames(subjectaltname),
    validFrom: certificate.valid_from ?? '',
    validTo: certificate.valid_to ?? '',
    rsaBits: certificate.modulus === undefined ? undefined : certificate.bits,
  };
}

/** The first expired one in the chain above a certificate that has not expired itself. */
function expiredAuthority(certificate: DetailedPeerCertificate): CertificateFacts | undefined {
  const isExpired = ({ valid_to }: PeerCertificate) => Date.parse(valid_to) < Date.now();
  if (isExpired(certificate)) return undefined;
  const seen = new Set<DetailedPeerCertificate>();
  // Of a chain that does not end in a known authority, the last one has no issuer.
  let above: DetailedPeerCertificate | undefined = certificate;
  while (above && !seen.has(above)) {
    if (isExpired(above)) return factsOf(above);
    seen.add(above);
    above = (above as Partial<DetailedPeerCertificate>).issuerCertificate;
  }
  return undefined;
}

function nameOf(name: object): string {
  const { CN, O } = name as { CN?: string | string[]; O?: string | string[] };
  return [CN ?? O ?? ''].flat().join(', ');
}

/** Node's list, such as `DNS:pbx.example.com, IP Address:172.16.6.150`; a name with a comma or a quote stands in quotes. */
function alternativeNames(list: string): string[] {
  return [...list.matchAll(/(?:DNS|IP Address):("[^"\\]*(?:\\.[^"\\]*)*"|[^,]*)/g)].map(
    ([, name = '']) => name,
  );
}
