import {
  credentialKey,
  formerCredentialKey,
  type ConfiguredPbx,
  type Connection,
} from '../../core/connection.ts';
import type { CredentialStore } from '../../pbx/signIn/session.ts';

/**
 * Takes over what an earlier version kept for all PBXes of one origin and user name, once, if only one PBX can be meant by it.
 * @param all the configured PBXes.
 */
export async function adoptFormerCredential(
  store: CredentialStore,
  connection: Connection,
  all: readonly ConfiguredPbx[],
): Promise<void> {
  const key = credentialKey(connection);
  const former = formerCredentialKey(connection);
  if (former === key) return;
  const otherIsMeant = all.some(
    (other) =>
      'connection' in other &&
      credentialKey(other.connection) !== key &&
      formerCredentialKey(other.connection) === former,
  );
  if (otherIsMeant || (await store.read(key))) return;
  const credential = await store.read(former);
  if (!credential) return;
  await store.write(key, credential);
  await store.remove(former);
}
