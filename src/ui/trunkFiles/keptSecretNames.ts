/** The names of the secrets; undefined where the keyring fails, which has been logged then and may be over by the next call. */
export async function keptSecretNames(secrets: {
  names(): Promise<string[]>;
}): Promise<string[] | undefined> {
  try {
    return await secrets.names();
  } catch {
    return undefined;
  }
}
