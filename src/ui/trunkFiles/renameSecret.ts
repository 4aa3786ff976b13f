import type { TrunkFilesServices } from './services.ts';

type SecretServices = Pick<TrunkFilesServices, 'secrets' | 'secretBindings' | 'sentValues'>;

/** Moves the value of a secret to another name, which must be free. @returns whether there was one. */
export async function renameSecret(services: SecretServices, name: string, next: string): Promise<boolean> {
  const { secrets, secretBindings } = services;
  const value = await secrets.named(name);
  if (value === undefined) return false;
  // Bound before there is a value: it must not go anywhere else in between.
  await secretBindings.bind(next, secretBindings.of(name) ?? []);
  await secrets.keepNamed(next, value);
  await forgetSecret(services, name);
  return true;
}

/** Forgets a secret, and where it may go and went: a later one of its name is another one. */
export async function forgetSecret(
  { secrets, secretBindings, sentValues }: SecretServices,
  name: string,
): Promise<void> {
  await secrets.removeNamed(name);
  await secretBindings.bind(name, []);
  await sentValues.forgetSecret(name);
}
