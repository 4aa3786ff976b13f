import * as vscode from 'vscode';
import { shownText } from './shownText.ts';

/** How serious a notification is. */
export type Tone = 'info' | 'warning' | 'error';

/**
 * Shows a notification: the one way to do so.
 * @param names what it is about beside the PBXes of the settings: it stays legible, though a secret be the same.
 * @returns the button that was chosen; undefined when it was closed.
 */
export async function showMessage(
  tone: Tone,
  message: string,
  buttons: readonly string[] = [],
  names: readonly string[] = [],
): Promise<string | undefined> {
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[tone];
  return await show(shownText(message, names), ...buttons);
}
