import * as vscode from 'vscode';
import type { ConfiguredPbx } from '../../core/connection.ts';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import { boundWords } from '../../fleet/files/secretBindings.ts';
import { pickSeveral } from '../base/quickInput.ts';
import { showMessage } from '../base/showMessage.ts';
import type { TrunkFilesServices } from './services.ts';

interface UrlItem extends vscode.QuickPickItem {
  url: string;
}

/** Asks which PBXes a secret may go to, and remembers it. Nothing changes when the user leaves. */
export async function bindSecret(
  { pbxes, secretBindings }: TrunkFilesServices,
  title: string,
  name: string,
): Promise<void> {
  const bound = secretBindings.of(name) ?? [];
  const items = itemsFor(pbxes.list(), bound);
  const placeHolder = vscode.l10n.t('Which PBXes may get this secret? Choose none to let it go to all.');
  const chosen = await pickSeveral(items, { title, placeHolder, names: [name], matchOnDescription: true });
  if (!chosen) return;
  const urls = [...new Set(chosen.map(({ url }) => url))];
  await secretBindings.bind(name, urls);
  const words =
    urls.length === 0
      ? vscode.l10n.t('The secret {0} may go to every PBX.', outsideText(name))
      : vscode.l10n.t(
          'The secret {0} may only go to {1}.',
          outsideText(name),
          boundWords(urls, pbxes.list()),
        );
  void showMessage('info', words, [], [name, ...urls]);
}

/** Where a secret may go, in a few words; blank for one that may go to every PBX. */
export function placesWords(
  bound: readonly string[] | undefined,
  configured: readonly ConfiguredPbx[],
): string {
  return bound === undefined ? '' : vscode.l10n.t('only for {0}', boundWords(bound, configured));
}

/** The configured PBXes, each box once, and the addresses that the secret is bound to but nobody has configured now. */
function itemsFor(configured: readonly ConfiguredPbx[], bound: readonly string[]): UrlItem[] {
  const names = new Map<string, string[]>();
  for (const one of configured) {
    if (!('connection' in one)) continue;
    const { url } = one.connection;
    names.set(url, [...(names.get(url) ?? []), outsideText(one.name)]);
  }
  for (const url of bound) if (!names.has(url)) names.set(url, []);
  return [...names].map(([url, own]) => ({
    url,
    label: own.length > 0 ? wordList(own) : url,
    description: own.length > 0 ? url : vscode.l10n.t('not configured now'),
    picked: bound.includes(url),
  }));
}
