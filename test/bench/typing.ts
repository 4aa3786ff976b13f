/** What a large trunk file costs while it is opened and typed into, measured in the extension host. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { blockedWhile } from './blocked.ts';

/** Milliseconds: from when the editor has the file to its first problems, and how long the extension host stands still at most. */
export interface Typing {
  opened: number;
  blockedOpening: number;
  blockedTyping: number;
  blockedProvisioning: number;
  /** The same work without the extension: the same text in a file that is no trunk file. */
  blockedOtherFile: number;
}

const keys = 'trunk for the benchmark';
/** Between two keys, in milliseconds: now and then long enough for a check. */
const rhythm = [80, 80, 80, 400];

/** @param name of the file, a new one each time: the editor would turn what it still has of an earlier one into this text. */
export async function measureTyping(folder: string, name: string, text: string): Promise<Typing> {
  const other = await open(folder, `${name}.yaml`, text);
  const blockedOtherFile = await blockedWhile(() => typeInto(other));
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');

  let document: vscode.TextDocument | undefined;
  let opened = 0;
  const blockedOpening = await blockedWhile(async () => {
    let start = performance.now();
    const checked = nextProblems(`${name}.trunks.yaml`);
    const listener = vscode.workspace.onDidOpenTextDocument(() => {
      start = performance.now();
    });
    document = await open(folder, `${name}.trunks.yaml`, text);
    await checked;
    listener.dispose();
    opened = performance.now() - start;
  });
  const file = document;
  const blockedTyping = file ? await blockedWhile(() => typeInto(file)) : 0;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const blockedProvisioning = file ? await blockedWhile(() => provisionToNobody(file.uri)) : 0;
  return { opened, blockedOpening, blockedTyping, blockedProvisioning, blockedOtherFile };
}

/** Reads the file and fills in its trunks for a PBX that there is not, so that nothing is sent. */
async function provisionToNobody(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('pbx.provisionTrunks', uri, { confirm: false, pbx: 'nobody' });
}

async function open(folder: string, name: string, text: string): Promise<vscode.TextDocument> {
  writeFileSync(join(folder, name), text);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, name)));
  await vscode.window.showTextDocument(document);
  return document;
}

function nextProblems(name: string): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const ours = uris.filter(({ path }) => path.endsWith(`/${name}`));
      if (!ours.some((uri) => vscode.languages.getDiagnostics(uri).length > 0)) return;
      listener.dispose();
      resolve();
    });
  });
}

/** Types a trunk's name in the middle of the file, as fast as people do, and asks for what an editor asks for then. */
async function typeInto(document: vscode.TextDocument): Promise<void> {
  const line = Math.floor(document.lineCount / 14) * 7 + 1;
  for (const [index, key] of keys.split('').entries()) {
    const edit = new vscode.WorkspaceEdit();
    const position = document.lineAt(line).range.end;
    edit.insert(document.uri, position, key);
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, position);
    await sleep(rhythm[index % rhythm.length]);
  }
  await sleep(2000);
}
