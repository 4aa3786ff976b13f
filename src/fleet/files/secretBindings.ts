import * as l10n from '@vscode/l10n';
import { commandTitles } from '../../core/commandTitles.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shownAddress, shownAddresses } from '../../core/shownAddress.ts';
import type { Fleet } from '../ports.ts';

type Refuse = (names: readonly string[], pbx: string) => string | undefined;

/**
 * Tells why some secrets must not go to a PBX: one of them is bound to others. What is bound is read once, for many trunks.
 * @returns what takes the names of the secrets, as in `${secret:NAME}`, and the PBX, and gives the words, or undefined where
 * all of them may go there.
 */
export function secretRefusals({ secretBindings, pbxes }: Pick<Fleet, 'secretBindings' | 'pbxes'>): Refuse {
  const bindings = secretBindings.all();
  const known = new Map<string, string | undefined>();
  const reasonOf = (name: string, pbx: string) => {
    const key = JSON.stringify([name, pbx]);
    if (!known.has(key)) known.set(key, reasonAgainst(name, bindings.get(name), pbx, pbxes));
    return known.get(key);
  };
  return (names, pbx) => {
    for (const name of names) {
      const reason = bindings.has(name) ? reasonOf(name, pbx) : undefined;
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function reasonAgainst(
  name: string,
  bound: readonly string[] | undefined,
  pbx: string,
  pbxes: Fleet['pbxes'],
): string | undefined {
  const url = pbxes.addressOf(pbx);
  // A PBX without an address gets nothing at all.
  if (url === undefined || bound === undefined || bound.includes(url)) return undefined;
  return l10n.t(
    'The secret {0} may only go to {1}, not to {2}. {3} can change that.',
    outsideText(name),
    boundWords(bound, pbxes.list()),
    shownAddress(pbx, url),
    commandTitles.manageSecrets(),
  );
}

/** The PBXes that a secret is bound to: by name and address where they are configured, else by the address. */
export function boundWords(urls: readonly string[], configured: ReturnType<Fleet['pbxes']['list']>): string {
  const names = urls.map(
    (url) => configured.find((one) => 'connection' in one && one.connection.url === url)?.name ?? url,
  );
  return shownAddresses(names, (name) => {
    const url = urls[names.indexOf(name)];
    return url === name ? undefined : url;
  });
}
