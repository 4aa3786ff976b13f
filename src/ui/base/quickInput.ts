import * as vscode from 'vscode';
import { shownName, shownText } from './shownText.ts';

/** What the words of an input are about beside the PBXes of the settings: it stays legible, though a secret be the same. */
interface About {
  names?: readonly string[];
}

/** An item of a picker as it is shown, and the one that it stands for. */
export interface ShownItem<T> extends vscode.QuickPickItem {
  of: T;
}

/** Lets somebody choose one item. Undefined when they left. */
export async function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions & About,
): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(shownItems(items), shownOptions(options)))?.of;
}

/** Lets somebody choose some of the items. Undefined when they left. */
export async function pickSeveral<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions & About,
): Promise<T[] | undefined> {
  const chosen = await vscode.window.showQuickPick(shownItems(items), {
    ...shownOptions(options),
    canPickMany: true,
  });
  return chosen?.map(({ of }) => of);
}

/** Asks for a text; the value that it begins with is left as it is, since it is edited. Undefined when somebody left. */
export async function askForLine(options: vscode.InputBoxOptions & About): Promise<string | undefined> {
  return await vscode.window.showInputBox(shownOptions(options));
}

/** Items as they are shown. */
export function shownItems<T extends vscode.QuickPickItem>(items: readonly T[]): ShownItem<T>[] {
  return items.map((item) => ({
    ...item,
    of: item,
    label: shownName(item.label),
    ...(item.description !== undefined && { description: shownText(item.description) }),
    ...(item.detail !== undefined && { detail: shownText(item.detail) }),
  }));
}

function shownOptions<T extends { title?: string; prompt?: string; placeHolder?: string } & About>(
  options: T,
): Omit<T, 'names'> {
  const { names, ...others } = options;
  const { title, prompt, placeHolder } = options;
  return {
    ...others,
    ...(title !== undefined && { title: shownText(title, names) }),
    ...(prompt !== undefined && { prompt: shownText(prompt, names) }),
    ...(placeHolder !== undefined && { placeHolder: shownText(placeHolder, names) }),
  };
}
