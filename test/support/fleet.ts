/** What src/fleet needs from outside, without an editor: real PBXes on loopback, real files, secrets in memory. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { credentialKey, readConnection, type ConfiguredPbx } from '../../src/core/connection.ts';
import { Redactor } from '../../src/core/redaction/redact.ts';
import { lostLetterIn, unfitBytes } from '../../src/core/trunkYaml/lostText.ts';
import type { Problem } from '../../src/core/trunkYaml/problem.ts';
import {
  decodeUnicode,
  encodeUnicode,
  markedEncoding,
  type UnicodeEncoding,
} from '../../src/core/unicode.ts';
import { DEMO_PASSWORD, type DemoPbxOptions } from '../../src/demo/server.ts';
import { AuditLog } from '../../src/fleet/audit/auditLog.ts';
import { Journal } from '../../src/fleet/journal/journal.ts';
import { localReader } from '../../src/fleet/localReader.ts';
import { localAnswerReader } from '../../src/pbx/answers/localAnswerReader.ts';
import type { Fleet, NamedSecrets, OpenedTarget, ReadText, Sending } from '../../src/fleet/ports.ts';
import { Keyring } from '../../src/pbx/signIn/keyring.ts';
import { Pbx } from '../../src/pbx/pbx.ts';
import { LoginGuard } from '../../src/pbx/signIn/loginGuard.ts';
import type { BoxLock } from '../../src/pbx/locks/boxLock.ts';
import { writeQueue } from '../../src/pbx/locks/writeQueue.ts';
import { Queue } from '../../src/pbx/locks/queue.ts';
import { LockableStorage } from './lockableStorage.ts';
import { startObservedPbx, type ObservedPbx } from './observedPbx.ts';
import { MemoryUnlistedTrunks } from './unlistedTrunks.ts';
import { md5, MemoryStore, type ConnectionEntry } from './pbxClient.ts';

/** The values behind `${secret:NAME}`. */
class MemorySecrets implements NamedSecrets {
  /** It can be locked. */
  readonly storage = new LockableStorage();
  readonly values = this.storage.entries;
  /** Told before a value is kept, so that a test can do something at that moment. */
  beforeKeep: () => unknown = () => undefined;

  readonly #keyring = new Keyring(this.storage, () => undefined);
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  named(name: string): Promise<string | undefined> {
    return this.#keyring.get(name);
  }

  async keepNamed(name: string, value: string): Promise<void> {
    await this.beforeKeep();
    this.#redactor.add(value);
    await this.#keyring.store(name, value);
  }

  async keepUnderFreeName(suggested: string, value: string): Promise<string> {
    const base = suggested.replaceAll(/[{}\s]+/g, '-');
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}-${count.toString()}`;
      const kept = await this.named(name);
      if (kept === undefined) await this.keepNamed(name, value);
      if (kept === undefined || kept === value) return name;
    }
  }

  async keepAllUnderFreeNames(
    values: readonly { suggested: string; value: string }[],
    signal: AbortSignal,
    kept: () => void,
  ): Promise<string[]> {
    const names: string[] = [];
    for (const { suggested, value } of values) {
      if (signal.aborted) break;
      names.push(await this.keepUnderFreeName(suggested, value));
      kept();
    }
    return names;
  }
}

/** A fleet of Demo PBXes and a folder for files. Fits {@link Fleet}; `end` stops and removes everything. */
export class TestFleet implements Fleet {
  /** The folder of the files, as a path. */
  readonly path: string;
  /** What was told to the log, redacted. */
  readonly lines: string[] = [];
  /** What was last shown of each file, by its URI. */
  readonly shownProblems = new Map<string, readonly Problem[]>();
  /** The PBXes whose trunks may have changed, in the order of the news. */
  readonly changedPbxes: string[] = [];
  readonly env: Record<string, string> = {};
  /** What the journal could not do. */
  readonly faults: unknown[] = [];
  timeoutMs = 5000;
  /** Where audit lines go. */
  auditFile: string | undefined;
  /** What kept audit lines from being written. */
  readonly auditTroubles: string[] = [];

  readonly redactor = new Redactor();
  readonly secrets = new MemorySecrets(this.redactor);
  readonly values = {
    secret: (name: string) => this.secrets.named(name),
    env: (name: string) => this.env[name],
  };
  readonly settings = { maxConcurrentPbxes: () => 8, verifyTimeout: () => 0 };
  readonly audit = new AuditLog({
    path: () => (this.auditFile === undefined ? undefined : { path: this.auditFile }),
    redactor: this.redactor,
    tellTrouble: (words) => this.auditTroubles.push(words),
  });
  readonly unlistedTrunks = new MemoryUnlistedTrunks();
  /** What went where, such as `secret itsp → http://127.0.0.1:9011`. */
  readonly sent = new Set<string>();
  readonly sentValues = {
    unsent: (sendings: readonly Sending[]) => sendings.filter((one) => !this.sent.has(sendingText(one))),
    remember: (sendings: readonly Sending[]) => {
      for (const one of sendings) this.sent.add(sendingText(one));
      return Promise.resolve();
    },
  };
  /** The base URLs that secrets are bound to, by name. */
  readonly bound = new Map<string, string[]>();
  readonly secretBindings = { all: () => this.bound };
  readonly reader = () => Promise.resolve(localReader);
  readonly log = {
    info: (line: string) => this.lines.push(this.redactor.redact(line)),
    warn: (line: string) => this.lines.push(this.redactor.redact(line)),
  };

  readonly #servers = new Map<string, ObservedPbx>();
  readonly #configured = new Map<string, ConfiguredPbx>();
  readonly #open = new Map<string, Pbx>();
  readonly #credentials = new MemoryStore();
  /** What the journal keeps its secrets in. */
  readonly journalStorage = new LockableStorage();
  readonly #lock: BoxLock | undefined;
  readonly #logins: LoginGuard;
  #journal: Journal | undefined;

  private constructor(path: string, lock: BoxLock | undefined) {
    this.path = path;
    this.auditFile = join(path, '.audit', 'audit.jsonl');
    this.#lock = lock;
    this.#logins = new LoginGuard(join(path, '.state'));
  }

  /** @param lock for writes to PBXes that other processes write to as well. */
  static async create(lock?: BoxLock): Promise<TestFleet> {
    return new TestFleet(await mkdtemp(join(tmpdir(), 'pbx-fleet-')), lock);
  }

  readonly pbxes = {
    list: () => [...this.#configured.values()],
    open: (name: string) => {
      const configured = this.#configured.get(name);
      if (!configured) return Promise.resolve({ problem: `There is no PBX named “${name}”.` });
      if ('problem' in configured) return Promise.resolve({ problem: configured.problem });
      const { connection } = configured;
      const pbx =
        this.#open.get(name) ??
        new Pbx({
          name,
          connection,
          timeoutMs: this.timeoutMs,
          store: this.#credentials,
          redactor: this.redactor,
          writes: this.#queueFor(connection.url),
          logins: this.#logins,
          answers: localAnswerReader,
        });
      this.#open.set(name, pbx);
      return Promise.resolve({ pbx });
    },
    addressOf: (name: string) => {
      const configured = this.#configured.get(name);
      return configured && 'connection' in configured ? configured.connection.url : undefined;
    },
    trunksChanged: (name: string) => {
      this.changedPbxes.push(name);
    },
  };

  readonly files = {
    read: async (uri: string) => decode(await readFile(fileURLToPath(uri))),
    pathOf: (uri: string) => relative(this.path, fileURLToPath(uri)).replaceAll(sep, '/'),
    showProblems: (uri: string, problems: readonly Problem[]) => {
      this.shownProblems.set(uri, problems);
    },
  };

  readonly fileSystem = {
    isFile: (uri: string) =>
      stat(fileURLToPath(uri)).then(
        (found) => found.isFile(),
        () => false,
      ),
    list: async (folder: string) => {
      const path = fileURLToPath(folder);
      const items = await readdir(path, { withFileTypes: true }).catch(() => undefined);
      const all = items?.map(async (item) => {
        const uri = pathToFileURL(join(path, item.name)).href;
        const isFolder = item.isDirectory();
        return isFolder || (await this.fileSystem.isFile(uri)) ? [{ uri, name: item.name, isFolder }] : [];
      });
      return all && (await Promise.all(all)).flat();
    },
    bytes: async (uri: string, most: number) => {
      const bytes = await readFile(fileURLToPath(uri));
      return bytes.length > most ? ('tooLarge' as const) : bytes;
    },
    decode: (uri: string, bytes: Uint8Array) => Promise.resolve(decode(bytes)),
  };

  readonly targetFiles = {
    open: async (uri: string): Promise<OpenedTarget> => {
      const path = fileURLToPath(uri);
      const found = await bytesOf(path);
      const { text, problem } = decode(found ?? new Uint8Array());
      if (problem) return { problem };
      const encoding = encodingOf(found ?? new Uint8Array());
      const unfit = () => Promise.resolve(undefined);
      const write = async (next: string) => {
        if ((await bytesOf(path))?.toString('latin1') !== found?.toString('latin1'))
          return 'changed' as const;
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, encodeUnicode(next, encoding));
        return 'saved' as const;
      };
      return { target: { text, exists: found !== undefined, isDirty: false, unfit, write } };
    },
  };

  readonly journal = (): Promise<Journal> => {
    this.#journal ??= new Journal(
      join(this.path, '.runs'),
      new Keyring(this.journalStorage, () => undefined),
      (fault) => this.faults.push(fault),
    );
    return Promise.resolve(this.#journal);
  };

  /** From here on everything is asked as another window would, which knows of a run only what is kept of it. */
  openAnotherWindow(): void {
    this.#journal = undefined;
  }

  /** Starts a PBX, configures it under that name and keeps its password. */
  async start(
    name: string,
    connection: ConnectionEntry = {},
    options: DemoPbxOptions = {},
  ): Promise<ObservedPbx> {
    const server = await startObservedPbx(options);
    this.#servers.set(name, server);
    this.configure(name, { url: server.url, ...connection });
    await this.signIn(name);
    return server;
  }

  /** Configures a PBX that nobody is signed in to, or one whose settings are wrong. */
  configure(name: string, entry: ConnectionEntry): void {
    this.#configured.set(name, readConnection(name, { username: 'api', ...entry }));
    this.#open.delete(name);
  }

  /** Keeps the password of a PBX. */
  async signIn(name: string): Promise<void> {
    const configured = this.#configured.get(name);
    if (!configured || !('connection' in configured)) throw new Error(`${name} is not configured`);
    await this.#credentials.write(credentialKey(configured.connection), { md5: md5(DEMO_PASSWORD) });
  }

  async signOut(name: string): Promise<void> {
    const configured = this.#configured.get(name);
    if (configured && 'connection' in configured) {
      await this.#credentials.remove(credentialKey(configured.connection));
    }
    this.#open.delete(name);
  }

  /** Writes a file below the folder. @returns its URI. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return pathToFileURL(path).href;
  }

  /** The URI of a file below the folder, or of the folder itself. */
  uri(name = ''): string {
    return pathToFileURL(join(this.path, name)).href;
  }

  textOf(uri: string): Promise<string> {
    return readFile(fileURLToPath(uri), 'utf8');
  }

  #queueFor(url: string): Queue {
    const lock = this.#lock;
    return lock ? writeQueue(url, lock, (words) => this.lines.push(words)) : new Queue();
  }

  async end(): Promise<void> {
    await Promise.all([...this.#open.values()].map((pbx) => pbx.close()));
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
    await rm(this.path, { recursive: true, force: true });
  }
}

function sendingText({ kind, name, origin }: Sending): string {
  return `${kind} ${name} → ${origin}`;
}

/** As its byte order mark says, else UTF-8. */
function encodingOf(bytes: Uint8Array): UnicodeEncoding {
  return markedEncoding(bytes) ?? { name: 'utf8', marked: false };
}

function decode(bytes: Uint8Array): ReadText {
  const encoding = encodingOf(bytes);
  const text = decodeUnicode(bytes, encoding);
  if (text === undefined) return { problem: unfitBytes(encoding) };
  const problem = lostLetterIn(text, encoding.name);
  return problem ? { problem } : { text };
}

/** @returns undefined when there is no such file. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  return await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}
