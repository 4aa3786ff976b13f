import { homedir } from 'node:os';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { newTrunkFile } from '../../core/trunkYaml/newTrunkFile.ts';
import { pbxNameOf } from '../base/arguments.ts';
import type { TrunkFilesServices } from './services.ts';

const ofWalkthrough = z.object({ sample: z.literal(true) });

/**
 * *PBX: New Trunk File*: a new file with a trunk of each type, which is on no disk before it is saved. With `{ sample: true }`
 * it is a copy of the sample, whose trunks are for the Demo PBX.
 */
export async function run(
  { context, pbxes }: Pick<TrunkFilesServices, 'context' | 'pbxes'>,
  target?: unknown,
): Promise<vscode.Uri> {
  const text = ofWalkthrough.safeParse(target).success
    ? await sample(context.extensionUri)
    : newTrunkFile(pbxNameOf(target) ?? pbxes.list()[0]?.name);
  const uri = await freeName();
  const document = await (uri
    ? vscode.workspace.openTextDocument(uri)
    : vscode.workspace.openTextDocument({ language: 'yaml', content: text }));
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    viewColumn: besideWalkthrough(),
  });
  if (!uri) return document.uri;
  // Only now: a text that is unsaved and in no tab for 0.8 s gets one from VS Code itself, wherever the focus is.
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  return document.uri;
}

/** VS Code itself opens things beside its walkthrough only while nothing is there yet; else they would hide it. */
function besideWalkthrough(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const { activeTab } = activeTabGroup;
  // Of VS Code's own pages an extension knows nothing but that they are there.
  if (!activeTab || activeTab.input !== undefined) return vscode.ViewColumn.Active;
  return all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Active;
}

/** The sample in the user's language, where there is one. */
async function sample(extension: vscode.Uri): Promise<string> {
  const read = async (...path: string[]) => {
    const file = vscode.Uri.joinPath(extension, 'media', ...path);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  return await read('l10n', `trunks.${vscode.env.language.toLowerCase()}.yaml`).catch(() =>
    read('sample', 'trunks.yaml'),
  );
}

/**
 * A new file in the first folder, or in the user's own without one, under a name that makes it a trunk file at once. Where the
 * folder is on no disk, VS Code asks for the name when the file is saved.
 */
async function freeName(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  if (folder.scheme !== 'file') return undefined;
  for (let number = 1; ; number += 1) {
    const name =
      number === 1 ? 'trunks.yaml' : `new${number === 2 ? '' : `-${(number - 1).toString()}`}.trunks.yaml`;
    const file = vscode.Uri.joinPath(folder, name);
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.path === file.path);
    if (!isOpen && !(await exists(file))) return file.with({ scheme: 'untitled' });
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
