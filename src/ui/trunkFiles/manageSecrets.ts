import * as vscode from 'vscode';
import { sentences, wordList } from '../../core/sentences.ts';
import type { Secrets } from '../connections/secrets.ts';
import { outsideText } from '../../core/outsideText.ts';
import { askModal } from '../base/askModal.ts';
import { askForLine, pickOne } from '../base/quickInput.ts';
import { showMessage } from '../base/showMessage.ts';
import { bindSecret, placesWords } from './bindSecret.ts';
import { NameUses } from './nameUses.ts';
import { forgetSecret, renameSecret } from './renameSecret.ts';
import { secretNameProblem } from './secretNameProblem.ts';
import { filesUsingSecrets } from './secretUses.ts';
import type { TrunkFilesServices } from './services.ts';

interface SecretItem extends vscode.QuickPickItem {
  name?: string;
}

type Action = 'replace' | 'bind' | 'rename' | 'delete';

/** *PBX: Manage Secrets…*: the names behind `${secret:NAME}`, never their values, and where open files use them. */
export async function run(services: TrunkFilesServices): Promise<void> {
  const { reader, secrets, secretBindings, pbxes } = services;
  const title = vscode.l10n.t('Manage Secrets');
  const uses = await filesUsingSecrets(await reader());
  const names = await secrets.names();
  const bindings = secretBindings.all();
  const missing = [...uses.keys()].filter((name) => !names.includes(name));
  const items: SecretItem[] = [
    { label: vscode.l10n.t('Add Secret…'), iconPath: new vscode.ThemeIcon('add') },
    ...[...names, ...missing].map((name) => ({
      name,
      label: name,
      description: missing.includes(name)
        ? vscode.l10n.t('has no value yet')
        : placesWords(bindings.get(name), pbxes.list()),
      detail: usedWords(uses.get(name)),
    })),
  ];
  const placeHolder =
    names.length + missing.length === 0
      ? vscode.l10n.t('No secret is kept yet. Trunk files refer to one as {0}.', '${secret:NAME}')
      : vscode.l10n.t('Choose a secret to replace, bind to PBXes, rename or delete');
  const item = await pickOne(items, { title, placeHolder, matchOnDetail: true });
  if (!item) return;
  if (item.name === undefined) await add(secrets, title);
  else if (missing.includes(item.name)) await replace(secrets, title, item.name);
  else await change(services, title, item.name, uses.get(item.name) ?? []);
}

async function add(secrets: Secrets, title: string): Promise<void> {
  const name = await askForName(title, '', await secrets.names());
  if (name !== undefined) await replace(secrets, title, name);
}

async function change(
  services: TrunkFilesServices,
  title: string,
  name: string,
  files: readonly vscode.TextDocument[],
): Promise<void> {
  const { secrets } = services;
  const actions: (vscode.QuickPickItem & { action: Action })[] = [
    { label: vscode.l10n.t('Replace Its Value…'), action: 'replace' },
    { label: vscode.l10n.t('Choose Its PBXes…'), action: 'bind' },
    { label: vscode.l10n.t('Rename…'), action: 'rename' },
    { label: vscode.l10n.t('Delete'), action: 'delete' },
  ];
  const chosen = await pickOne(actions, {
    title: `${title}: ${outsideText(name)}`,
    names: [name],
    placeHolder: usedWords(files),
  });
  switch (chosen?.action) {
    case 'replace':
      await replace(secrets, title, name);
      break;
    case 'bind':
      await bindSecret(services, `${title}: ${outsideText(name)}`, name);
      break;
    case 'rename':
      await rename(services, title, name);
      break;
    case 'delete':
      await remove(services, name, files);
      break;
    case undefined:
  }
}

async function replace(secrets: Secrets, title: string, name: string): Promise<void> {
  const value = await askForLine({
    title: `${title}: ${outsideText(name)}`,
    names: [name],
    prompt: vscode.l10n.t(
      'The value of the secret {0}. It is kept in VS Code’s secret storage.',
      outsideText(name),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' ? vscode.l10n.t('Type the value, or leave with Escape.') : undefined,
  });
  if (value === undefined) return;
  await secrets.keepNamed(name, value);
  void showMessage('info', vscode.l10n.t('The secret {0} is kept.', outsideText(name)), [], [name]);
}

async function rename(services: TrunkFilesServices, title: string, name: string): Promise<void> {
  const { secrets, files, reader } = services;
  const next = await askForName(`${title}: ${outsideText(name)}`, name, await secrets.names());
  if (next === undefined || next === name) return;
  const { edit, refusal } = await new NameUses(await reader(), files).renames({ kind: 'secret', name }, next);
  if (!edit) {
    void showMessage('warning', refusal, [], [name, next]);
    return;
  }
  if (!(await renameSecret(services, name, next))) return;
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  const words = vscode.l10n.t(
    'The secret {0} is now {1}, also in the trunk files. Save those that have unsaved changes.',
    outsideText(name),
    outsideText(next),
  );
  void showMessage('info', words, [], [name, next]);
}

async function remove(
  services: TrunkFilesServices,
  name: string,
  files: readonly vscode.TextDocument[],
): Promise<void> {
  const remove = vscode.l10n.t('Delete');
  const answer = await askModal({
    tone: 'warning',
    names: [name],
    message: vscode.l10n.t('Delete the secret {0}?', outsideText(name)),
    detail: [sentences(usedWords(files), vscode.l10n.t('Its value cannot be brought back.'))],
    buttons: [remove],
  });
  if (answer === remove) await forgetSecret(services, name);
}

function askForName(title: string, value: string, taken: readonly string[]): Promise<string | undefined> {
  return askForLine({
    title,
    value,
    prompt: vscode.l10n.t('A name such as itsp-0123. Trunk files refer to it as {0}.', '${secret:itsp-0123}'),
    ignoreFocusOut: true,
    validateInput: (name) =>
      secretNameProblem(
        name,
        taken.filter((one) => one !== value),
      ),
  });
}

function usedWords(files: readonly vscode.TextDocument[] = []): string {
  if (files.length === 0) return vscode.l10n.t('No open file uses it.');
  return vscode.l10n.t(
    'Used in {0}.',
    wordList(files.map(({ uri }) => vscode.workspace.asRelativePath(uri))),
  );
}
