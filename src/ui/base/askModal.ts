import * as vscode from 'vscode';
import { plainLine } from './shownText.ts';

/** A question that holds up the window until it is answered. */
export interface ModalQuestion {
  tone: 'info' | 'warning';
  /**
   * What it is about beside the PBXes of the settings: trunks, other addresses. They stay legible, though a secret be the same;
   * whoever answers must see what happens to what.
   */
  names: readonly string[];
  message: string;
  /** The lines below the message, each of them ours: what comes from outside cannot begin another. A blank one is a gap. */
  detail?: readonly string[];
  /** The first is what Enter chooses. */
  buttons: readonly string[];
}

/** Asks in a modal dialog: the one way to do so. @returns the button that was chosen; undefined for *Cancel*. */
export async function askModal({
  tone,
  names,
  message,
  detail = [],
  buttons,
}: ModalQuestion): Promise<string | undefined> {
  const show = tone === 'info' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  return await show(
    plainLine(message, names),
    { modal: true, detail: detail.map((line) => plainLine(line, names)).join('\n') },
    ...buttons,
  );
}
