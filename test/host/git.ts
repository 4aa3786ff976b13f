import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

interface GitExtension {
  enabled: boolean;
  onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): {
    state: string;
    onDidChangeState: vscode.Event<string>;
    openRepository(root: vscode.Uri): Promise<unknown>;
  };
}

/** Makes the file's folder a repository that tracks the file, and opens it. False where there is no git. */
export async function trackInGit(file: vscode.Uri): Promise<boolean> {
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: dirname(file.fsPath) });
  try {
    await git('init', '--quiet');
    await git('add', '--', file.fsPath);
  } catch {
    return false;
  }
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return false;
  const exported = await extension.activate();
  const enabled = exported.enabled ? undefined : eventOf(exported.onDidChangeEnablement, Boolean);
  await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
  await enabled;
  const api = exported.getAPI(1);
  if (api.state !== 'initialized') await eventOf(api.onDidChangeState, (state) => state === 'initialized');
  return (await api.openRepository(vscode.Uri.file(dirname(file.fsPath)))) !== null;
}

function eventOf<T>(event: vscode.Event<T>, wanted: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener = event((value) => {
      if (!wanted(value)) return;
      listener.dispose();
      resolve();
    });
  });
}
