import * as vscode from 'vscode';

/** Why a PBX cannot be called that, in words. Blanks around the name do not count. */
export function pbxNameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name.trim() === '') return vscode.l10n.t('Give the PBX a name.');
  return taken.has(name.trim()) ? vscode.l10n.t('There is a PBX of this name already.') : undefined;
}
