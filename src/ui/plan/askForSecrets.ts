import * as vscode from 'vscode';
import { secretNames, type TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import type { Secrets } from '../connections/secrets.ts';
import { withoutMarkup } from '../base/withoutMarkup.ts';

/** Asks for the values of those `${secret:NAME}` that are not kept yet. False when the user left. */
export async function askForSecrets(secrets: Secrets, files: readonly TrunkFile[]): Promise<boolean> {
  for (const name of new Set(files.flatMap(secretNames))) {
    if ((await secrets.named(name)) !== undefined) continue;
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t('Secret {0}', name),
      prompt: vscode.l10n.t(
        'The value of the secret {0}. It is asked for once and kept in VS Code’s secret storage.',
        withoutMarkup(name),
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' ? vscode.l10n.t('Type the value, or leave with Escape.') : undefined,
    });
    if (value === undefined) return false;
    await secrets.keepNamed(name, value);
  }
  return true;
}
