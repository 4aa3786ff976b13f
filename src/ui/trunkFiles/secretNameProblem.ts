import * as vscode from 'vscode';

/** Why a secret cannot be called that, in words. */
export function secretNameProblem(name: string, taken: readonly string[]): string | undefined {
  if (!/^[^\s{}](?:[^{}]*[^\s{}])?$/.test(name)) {
    return vscode.l10n.t('A name must not be blank, nor begin or end with a space, nor have braces in it.');
  }
  return taken.includes(name) ? vscode.l10n.t('There is a secret of this name already.') : undefined;
}
