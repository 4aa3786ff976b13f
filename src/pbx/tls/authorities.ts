import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { authorityFileCode } from './certificateCodes.ts';
import { systemClock, type Clock } from '../clock.ts';
import { wait } from '../backoff.ts';
import { readSystemAuthorities } from './systemAuthorities.ts';

/** No list of authorities comes near it: the whole of Mozilla's is a quarter of a megabyte. */
export const maxFileBytes = 8 * 1024 * 1024;

/** How long the system's store is waited for, in milliseconds: a request, with its time limit, goes on without it. */
const storeLimit = 5000;

/** The file that a connection names in `ca` cannot be used. The message is for nobody: tlsErrors.ts has the words. */
export class AuthorityFileTrouble extends Error {
  override readonly name = 'AuthorityFileTrouble';
  readonly code = authorityFileCode;
  readonly file: string;
  readonly problem: 'missing' | 'unreadable' | 'endless' | 'empty' | 'broken';
  /** The system's code for a file that cannot be read. */
  readonly systemCode: string | undefined;

  constructor(file: string, problem: AuthorityFileTrouble['problem'], systemCode?: string) {
    super(problem);
    this.file = file;
    this.problem = problem;
    this.systemCode = systemCode;
  }
}

/** What {@link Authorities} need from outside. */
export interface AuthoritySources {
  /** The folders that a relative path of `ca` is looked for in, the first one first. */
  baseFolders: () => readonly string[];
  /** The certificates of the system's store, in PEM. It is asked until it has answered once. */
  readSystem?: () => Promise<readonly string[]>;
  /** What it is waited for by. */
  clock?: Clock;
}

/**
 * Who may certify a PBX: the authorities that Node brings along, those of `NODE_EXTRA_CA_CERTS`, those of the system, and those
 * in the file that a connection names. They are for connections to PBXes alone; nothing of the process is changed.
 */
export class Authorities {
  readonly #baseFolders: () => readonly string[];
  readonly #readSystem: () => Promise<readonly string[]>;
  readonly #clock: Clock;
  /** All but those of a file, once the store has answered; undefined where it has none to tell. */
  #everywhere: { pem: readonly string[] | undefined } | undefined;
  #reading: Promise<void> | undefined;
  /** The store was waited for in vain: it is asked again, but nobody waits for it any more. */
  #isSlow = false;
  #context: SecureContext | undefined;
  /** For each path of `ca`, what stood in the file, and what was made of it: that takes long, reading the file does not. */
  readonly #contexts = new Map<
    string,
    { text: string; listed: readonly string[] | undefined; context: SecureContext }
  >();

  constructor({ baseFolders, readSystem = readSystemAuthorities, clock = systemClock }: AuthoritySources) {
    this.#baseFolders = baseFolders;
    this.#readSystem = readSystem;
    this.#clock = clock;
  }

  /**
   * What a connection to a PBX verifies with; undefined for what Node does by itself.
   * @param ca the path of a PEM file with further authorities. It is read anew each time.
   * @throws AuthorityFileTrouble
   */
  async contextFor(ca: string | undefined): Promise<SecureContext | undefined> {
    if (ca === undefined) {
      const pem = await this.#listed();
      return pem && (this.#context ??= createSecureContext({ ca: [...pem] }));
    }
    const text = await this.#read(ca);
    const listed = await this.#listed();
    const known = this.#contexts.get(ca);
    if (known?.text === text && known.listed === listed) return known.context;
    const others = listed ?? (await nodeAuthorities());
    const context = createSecureContext({ ca: [...others, text] });
    this.#contexts.set(ca, { text, listed, context });
    return context;
  }

  /** All but those of a file; undefined where the system has told none yet, which leaves what Node does by itself. */
  async #listed(): Promise<readonly string[] | undefined> {
    if (this.#everywhere) return this.#everywhere.pem;
    this.#reading ??= this.#readEverywhere()
      // The next request asks anew.
      .catch(() => undefined)
      .finally(() => (this.#reading = undefined));
    if (!this.#isSlow) {
      const done = new AbortController();
      const reading = this.#reading.then(() => {
        done.abort();
      });
      await Promise.race([reading, wait(storeLimit, done.signal, this.#clock)]);
      this.#isSlow = !done.signal.aborted;
    }
    return (this.#everywhere as { pem: readonly string[] | undefined } | undefined)?.pem;
  }

  async #readEverywhere(): Promise<void> {
    const system = await this.#readSystem();
    this.#everywhere = {
      pem: system.length === 0 ? undefined : [...new Set([...(await nodeAuthorities()), ...system])],
    };
  }

  /** The text of a PEM file, after every certificate in it was looked at. */
  async #read(ca: string): Promise<string> {
    const places = placesOf(ca, this.#baseFolders());
    for (const place of places) {
      let text: string;
      try {
        text = await readBounded(place);
      } catch (error) {
        if (error instanceof AuthorityFileTrouble) throw error;
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' && place !== places.at(-1)) continue;
        throw new AuthorityFileTrouble(place, code === 'ENOENT' ? 'missing' : 'unreadable', code);
      }
      checkCertificates(place, text);
      return text;
    }
    // A relative path, and no folder that it could be in.
    throw new AuthorityFileTrouble(ca, 'missing');
  }
}

/** Where a file may be. */
function placesOf(ca: string, baseFolders: readonly string[]): string[] {
  if (/^~[/\\]/.test(ca)) return [join(homedir(), ca.slice(2))];
  return isAbsolute(ca) ? [ca] : baseFolders.map((folder) => join(folder, ca));
}

/**
 * The text of a file, which is looked at before it is read: a pipe or a device may never come to an end.
 * @throws AuthorityFileTrouble, and the system's errors.
 */
async function readBounded(file: string): Promise<string> {
  const info = await stat(file);
  if (info.isDirectory()) throw new AuthorityFileTrouble(file, 'unreadable', 'EISDIR');
  if (!info.isFile() || info.size > maxFileBytes) throw new AuthorityFileTrouble(file, 'endless');
  return await readFile(file, 'utf8');
}

/** @throws AuthorityFileTrouble */
function checkCertificates(file: string, text: string): void {
  const begun = text.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (begun === 0) throw new AuthorityFileTrouble(file, 'empty');
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch {
    throw new AuthorityFileTrouble(file, 'broken');
  }
  // OpenSSL would leave out what comes after the first one that it cannot read.
  if (certificates.length < begun) throw new AuthorityFileTrouble(file, 'broken');
}

/** Those that Node brings along, and those of `NODE_EXTRA_CA_CERTS`, which Node itself leaves out as soon as others are given. */
async function nodeAuthorities(): Promise<string[]> {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return [...rootCertificates];
  // Node says so once when it starts, and goes on without them.
  const text = await readFile(extra, 'utf8').catch(() => '');
  return text === '' ? [...rootCertificates] : [...rootCertificates, text];
}
