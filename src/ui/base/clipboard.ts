import * as vscode from 'vscode';
import { knownSecrets, withoutSecrets } from './knownSecrets.ts';

/** Puts sentences on the clipboard. */
export async function copySentences(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(withoutSecrets(text));
}

/**
 * Puts a text on the clipboard that something will read: it says nothing behind `password` but a placeholder.
 * @param values what stays as it is: the settings of a trunk without its password, of which another may be the same.
 */
export async function copyCode(text: string, values: object): Promise<void> {
  const shown = Object.entries(values).flatMap(([name, value]) =>
    name !== 'password' && typeof value === 'string' ? [value] : [],
  );
  await vscode.env.clipboard.writeText(knownSecrets.redactKnown(text, shown));
}
