import { credentialKey, type Connection } from '../../core/connection.ts';
import { Queue } from '../../pbx/locks/queue.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Credential, CredentialStore } from '../../pbx/signIn/session.ts';
import type { ConnectionsServices } from './services.ts';
import { requestTimeout } from './settings.ts';

/**
 * Signs in to a PBX that is not configured yet, and reads, without leaving a trace.
 * @param password blank to use what is kept, if anything is.
 * @param anyway true to send it though the last ones had no yes, since the user wants it.
 * @returns the credential, undefined without a password, or what went wrong.
 */
export async function tryConnection(
  {
    log,
    pbxes,
    redactor,
    secrets,
    logins,
    answers,
  }: Pick<ConnectionsServices, 'log' | 'pbxes' | 'redactor' | 'secrets' | 'logins' | 'answers'>,
  name: string,
  connection: Connection,
  password: string,
  signal: AbortSignal,
  anyway: boolean,
): Promise<Credential | undefined | PbxError> {
  const { Pbx } = await import('../../pbx/pbx.ts');
  const kept = password === '' ? await secrets.read(credentialKey(connection)) : undefined;
  const store = new MemoryStore(kept);
  const pbx = new Pbx({
    name,
    connection,
    timeoutMs: requestTimeout(),
    store,
    redactor,
    writes: new Queue(),
    logins,
    answers: await answers(),
    network: pbxes.network(),
    onCall: (record) => {
      log.call(record);
    },
  });
  try {
    if (password !== '') await pbx.session.signIn(password, signal, anyway);
    else if (kept) await pbx.deviceInfo(signal);
    else await pbx.session.probe(signal);
    return store.credential;
  } catch (error) {
    if (error instanceof PbxError) return error;
    throw error;
  } finally {
    await pbx.close();
  }
}

/** Keeps a credential for the time of a test. */
class MemoryStore implements CredentialStore {
  credential: Credential | undefined;

  constructor(credential: Credential | undefined) {
    this.credential = credential;
  }

  read(): Promise<Credential | undefined> {
    return Promise.resolve(this.credential);
  }

  write(_key: string, credential: Credential): Promise<void> {
    this.credential = credential;
    return Promise.resolve();
  }

  remove(): Promise<void> {
    this.credential = undefined;
    return Promise.resolve();
  }
}
