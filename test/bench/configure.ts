/** The PBXes of a benchmark as the user's settings have them. */
import * as vscode from 'vscode';
import { DEMO_PASSWORD } from '../../src/demo/server.ts';

/** Writes them into the settings, each fifth with XML, and signs in to all of them. @returns their names. */
export async function configure(urls: readonly string[]): Promise<string[]> {
  const entries = urls.map(
    (url, index) =>
      [
        `site-${String(index + 1).padStart(3, '0')}`,
        { url, username: 'api', format: index % 5 === 4 ? 'xml' : 'json' },
      ] as const,
  );
  await set('connections', Object.fromEntries(entries));
  const names = entries.map(([name]) => name);
  for (const pbx of names) {
    await vscode.commands.executeCommand('pbx.signIn', { pbx, password: DEMO_PASSWORD });
  }
  return names;
}

/** Writes a setting of the user, or takes it out. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('pbx').update(name, value, vscode.ConfigurationTarget.Global);
}
