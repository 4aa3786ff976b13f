/** What a test needs to speak to a PBX through src/pbx as the extension does, with the credentials in memory. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { credentialKey, readConnection, type Connection } from '../../src/core/connection.ts';
import { Redactor } from '../../src/core/redaction/redact.ts';
import type { Trunk } from '../../src/core/trunk.ts';
import { PbxApi, type CallRecord } from '../../src/pbx/api.ts';
import { BackgroundAnswerReader } from '../../src/pbx/answers/backgroundAnswerReader.ts';
import type { Clock } from '../../src/pbx/clock.ts';
import { PbxError, type PbxErrorKind } from '../../src/pbx/errors.ts';
import { LoginGuard } from '../../src/pbx/signIn/loginGuard.ts';
import type { Network } from '../../src/pbx/transport/network.ts';
import { Pbx } from '../../src/pbx/pbx.ts';
import { Queue } from '../../src/pbx/locks/queue.ts';
import type { Credential, CredentialStore } from '../../src/pbx/signIn/session.ts';
import { stateFolder } from '../../src/pbx/locks/stateFolder.ts';

/** Planted where secrets go, so that a test can look for them where they must not be. */
export const plantedToken = 'planted-token-813b621cfe8eecf4';
export const plantedPassword = 'planted-Passw0rd';
export const plantedMd5 = md5(plantedPassword);

/** How long a request may take unless a test says otherwise, in milliseconds. */
export const requestTimeout = 5000;

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** SecretStorage, with the delay that every asynchronous storage has. */
export class MemoryStore implements CredentialStore {
  readonly entries = new Map<string, string>();

  async read(key: string): Promise<Credential | undefined> {
    await Promise.resolve();
    const json = this.entries.get(key);
    return json === undefined ? undefined : (JSON.parse(json) as Credential);
  }

  async write(key: string, credential: Credential): Promise<void> {
    await Promise.resolve();
    this.entries.set(key, JSON.stringify(credential));
  }

  async remove(key: string): Promise<void> {
    await Promise.resolve();
    this.entries.delete(key);
  }
}

/** Reads as the extension does, with the worker that `test/bundle.mjs` makes. */
const answers = new BackgroundAnswerReader(resolve('out/test/answerWorker.js'));

export type ConnectionEntry = Partial<Record<keyof Connection | 'group', string>>;

/** A connection as the settings would have it. */
export function connectionTo(url: string, more: ConnectionEntry = {}): Connection {
  const read = readConnection('hq', { url, username: 'api', ...more });
  assert.ok('connection' in read, 'problem' in read ? read.problem : '');
  return read.connection;
}

/** The API without a session. */
export function apiOf(
  url: string,
  more: ConnectionEntry = {},
  timeoutMs = requestTimeout,
  network: Network = {},
): PbxApi {
  return new PbxApi(connectionTo(url, more), { name: 'hq', timeoutMs, answers, network });
}

export interface ClientOptions {
  connection?: ConnectionEntry;
  timeoutMs?: number;
  store?: MemoryStore;
  /** What the store holds; the planted password's MD5 alone when nothing is said. */
  credential?: Credential | undefined;
  writes?: Queue;
  /** One that counts for nobody else when nothing is said: a port may have been another PBX's before. */
  logins?: LoginGuard;
  redactor?: Redactor;
  onCall?: (record: CallRecord) => void;
  /** What its requests time out by. */
  clock?: Clock;
  network?: Network;
}

/** A PBX of the extension, which signs in by itself when it is needed. */
export function clientOf(
  url: string,
  options: ClientOptions = {},
): Pbx & { store: MemoryStore; key: string } {
  const connection = connectionTo(url, options.connection);
  const store = options.store ?? new MemoryStore();
  const key = credentialKey(connection);
  const credential = 'credential' in options ? options.credential : { md5: plantedMd5 };
  if (credential && !options.store) store.entries.set(key, JSON.stringify(credential));
  const pbx = new Pbx({
    name: 'hq',
    connection,
    timeoutMs: options.timeoutMs ?? requestTimeout,
    store,
    redactor: options.redactor ?? new Redactor(),
    writes: options.writes ?? new Queue(),
    logins: options.logins ?? new LoginGuard(join(stateFolder(), randomUUID())),
    answers,
    ...(options.onCall && { onCall: options.onCall }),
    ...(options.network && { network: options.network }),
    ...(options.clock && { clock: options.clock }),
  });
  return Object.assign(pbx, { store, key });
}

/** The trunk of OpenVox's documentation, with a planted password. */
export function registerTrunk(trunkname: string, more: Partial<Trunk> = {}): Trunk {
  return {
    trunkname,
    trunktype: 'register',
    host: '172.16.108.16',
    port: '5060',
    username: '6100',
    authname: '6100',
    password: plantedPassword,
    ...more,
  };
}

/** Waits for a call to fail, and holds what every error of src/pbx must keep: its kind, its words, and no secret in it. */
export async function failure(call: Promise<unknown>, kind: PbxErrorKind, words: RegExp): Promise<PbxError> {
  const error = await call.then(
    (value: unknown) => assert.fail(`It succeeded: ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof PbxError, String(error));
  assert.equal(error.kind, kind, error.message);
  assert.match(error.message, words);
  assertNoSecret(`${error.message}\n${error.stack ?? ''}\n${JSON.stringify(error)}`);
  assert.equal(error.cause, undefined);
  return error;
}

/** No planted secret, and nothing of a query, in what a person or a file may see. */
export function assertNoSecret(text: string): void {
  for (const secret of [plantedToken, encodeURIComponent(plantedToken), plantedPassword, plantedMd5]) {
    assert.ok(!text.includes(secret), `There is a secret in: ${text}`);
  }
  assert.doesNotMatch(text, /[?&](?:token|type)=/);
}
