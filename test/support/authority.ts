/** Certificates of every kind, made when a test wants them. Their keys are thrown away with the process. */
import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface Identity {
  /** The certificate, and those that a server sends with it. */
  cert: string;
  key: string;
}

interface Wanted {
  /** Its common name. */
  subject?: string;
  /** What it is for; an IP address is told by its digits. */
  names?: readonly string[];
  /** When it begins and ends to be valid, in days from now. */
  from?: number;
  to?: number;
  rsaBits?: number;
  isAuthority?: boolean;
}

const day = 24 * 60 * 60 * 1000;
const keys = new Map<number, ReturnType<typeof newKey>>();

function newKey(bits: number) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const secret = forge.pki.privateKeyFromPem(pem);
  return { pem, secret, shared: forge.pki.setRsaPublicKey(secret.n, secret.e) };
}

/** One key of each size is enough for what is tested, and takes its time. */
function keyOf(bits: number) {
  const key = keys.get(bits) ?? newKey(bits);
  keys.set(bits, key);
  return key;
}

let serial = 0;

/** An authority, or a certificate that signed itself. */
export class Authority {
  /** Its own certificate. */
  readonly pem: string;
  readonly #subject: forge.pki.CertificateField[];
  readonly #key: ReturnType<typeof newKey>;
  /** Those above it that a server sends along. */
  readonly #chain: string;

  private constructor(pem: string, subject: string, key: ReturnType<typeof newKey>, chain: string) {
    this.pem = pem;
    this.#subject = nameOf(subject);
    this.#key = key;
    this.#chain = chain;
  }

  /** One that nobody knows until it is told. */
  static root(subject: string): Authority {
    const key = newKey(2048);
    return new Authority(sign({ subject, isAuthority: true }, key, nameOf(subject), key), subject, key, '');
  }

  /** One below this one. */
  below(subject: string, wanted: Pick<Wanted, 'from' | 'to'> = {}): Authority {
    const key = newKey(2048);
    const pem = sign({ ...wanted, subject, isAuthority: true }, key, this.#subject, this.#key);
    return new Authority(pem, subject, key, `${pem}${this.#chain}`);
  }

  /** A server's certificate, for 127.0.0.1 unless something else is said. */
  issue(wanted: Omit<Wanted, 'isAuthority'> = {}): Identity {
    const key = keyOf(wanted.rsaBits ?? 2048);
    return { cert: `${sign(wanted, key, this.#subject, this.#key)}${this.#chain}`, key: key.pem };
  }
}

/** A server's certificate that it signed itself. */
export function selfSigned(wanted: Omit<Wanted, 'isAuthority'> = {}): Identity {
  const key = keyOf(wanted.rsaBits ?? 2048);
  return { cert: sign(wanted, key, nameOf(wanted.subject ?? 'pbx'), key), key: key.pem };
}

function nameOf(subject: string): forge.pki.CertificateField[] {
  return [{ name: 'commonName', value: subject, valueTagClass: forge.asn1.Type.UTF8 as never }];
}

function sign(
  { subject = 'pbx', names = ['127.0.0.1'], from = -1, to = 30, isAuthority = false }: Wanted,
  key: ReturnType<typeof newKey>,
  issuer: forge.pki.CertificateField[],
  issuerKey: ReturnType<typeof newKey>,
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = key.shared;
  serial += 1;
  certificate.serialNumber = `01${serial.toString(16).padStart(4, '0')}`;
  certificate.validity.notBefore = new Date(Date.now() + from * day);
  certificate.validity.notAfter = new Date(Date.now() + to * day);
  certificate.setSubject(nameOf(subject));
  certificate.setIssuer(issuer);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: isAuthority, critical: true },
    isAuthority
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
      : {
          name: 'subjectAltName',
          altNames: names.map((name) =>
            /^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name },
          ),
        },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(issuerKey.secret, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}
